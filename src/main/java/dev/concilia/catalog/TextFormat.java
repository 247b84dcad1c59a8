package dev.concilia.catalog;

/** The forms a string may be asked to have. Hand-written, since a regular expression per field is slow. */
enum TextFormat {
    DATE_TIME("date-time", "a date and time with offset, for example 2026-02-11T18:00:00Z") {
        @Override
        boolean accepts(String text) {
            return IsoTimes.isDateTime(text);
        }
    },
    DATE("date", "a date, for example 2026-02-11") {
        @Override
        boolean accepts(String text) {
            return text.length() == 10 && IsoTimes.isDate(text);
        }
    },
    EMAIL("email", "an e-mail address") {
        @Override
        boolean accepts(String text) {
            int at = text.indexOf('@');
            return at > 0
                    && at == text.lastIndexOf('@')
                    && at < text.length() - 1
                    && text.chars().noneMatch(c -> c <= ' ' || Character.isWhitespace(c));
        }
    },
    UUID("uuid", "a UUID") {
        @Override
        boolean accepts(String text) {
            return text.length() == 36 && isUuid(text);
        }
    },
    DECIMAL("decimal", "a decimal number with at most 15 digits before the point and 4 after it") {
        @Override
        boolean accepts(String text) {
            return Decimals.isDecimal(text);
        }
    },
    DECIMAL_FROM_ZERO("decimal", "a decimal number of 0 or more with at most 4 decimals") {
        @Override
        boolean accepts(String text) {
            return !text.startsWith("-") && Decimals.isDecimal(text);
        }
    },
    DECIMAL_ABOVE_ZERO("decimal", "a decimal number greater than 0 with at most 4 decimals") {
        @Override
        boolean accepts(String text) {
            return !text.startsWith("-") && Decimals.isDecimal(text) && !Decimals.isZero(text);
        }
    };

    private final String keyword;
    private final String words;

    TextFormat(String keyword, String words) {
        this.keyword = keyword;
        this.words = words;
    }

    abstract boolean accepts(String text);

    /** The value of the keyword {@code format} in a schema. */
    String keyword() {
        return keyword;
    }

    String inWords() {
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
