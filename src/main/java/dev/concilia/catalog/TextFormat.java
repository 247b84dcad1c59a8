package dev.concilia.catalog;

import dev.concilia.kernel.FieldText;

/** The forms a string may be asked to have. Hand-written, since a regular expression per field is slow. */
enum TextFormat {
    DATE_TIME("date-time", FieldText.A_DATE_TIME) {
        @Override
        boolean accepts(String text) {
            return IsoTimes.isDateTime(text);
        }
    },
    DATE("date", FieldText.A_DATE) {
        @Override
        boolean accepts(String text) {
            return text.length() == 10 && IsoTimes.isDate(text);
        }
    },
    EMAIL("email", FieldText.AN_EMAIL) {
        @Override
        boolean accepts(String text) {
            int at = text.indexOf('@');
            return at > 0
                    && at == text.lastIndexOf('@')
                    && at < text.length() - 1
                    && text.chars().noneMatch(c -> c <= ' ' || Character.isWhitespace(c));
        }
    },
    UUID("uuid", FieldText.A_UUID) {
        @Override
        boolean accepts(String text) {
            return text.length() == 36 && isUuid(text);
        }
    },
    DECIMAL("decimal", FieldText.A_DECIMAL) {
        @Override
        boolean accepts(String text) {
            return Decimals.isDecimal(text);
        }
    },
    DECIMAL_FROM_ZERO("decimal", FieldText.A_DECIMAL_FROM_ZERO) {
        @Override
        boolean accepts(String text) {
            return !text.startsWith("-") && Decimals.isDecimal(text);
        }
    },
    DECIMAL_ABOVE_ZERO("decimal", FieldText.A_DECIMAL_ABOVE_ZERO) {
        @Override
        boolean accepts(String text) {
            return !text.startsWith("-") && Decimals.isDecimal(text) && !Decimals.isZero(text);
        }
    };

    private final String keyword;
    private final FieldText words;

    TextFormat(String keyword, FieldText words) {
        this.keyword = keyword;
        this.words = words;
    }

    abstract boolean accepts(String text);

    /** The value of the keyword {@code format} in a schema. */
    String keyword() {
        return keyword;
    }

    FieldText words() {
        return words;
    }

    private static boolean isUuid(String text) {
        for (int i = 0; i < text.length(); i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            char c = text.charAt(i);
            boolean hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
            if (dash ? c != '-' : !hex) {
                return false;
            }
        }
        return true;
    }
}
