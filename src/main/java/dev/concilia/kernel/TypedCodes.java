package dev.concilia.kernel;

import java.util.Locale;

/** Codes that people type: capitals and digits without look-alikes (no 0 O 1 I L U), shown in groups of four. */
public final class TypedCodes {
    /** What a code is made of: 30 characters, about 4.9 bits each. */
    static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int GROUP = 4;
    private static final int LONGEST_TYPED = 64;

    private TypedCodes() {}

    /** The code as people read it: {@code ABCD-EFGH}. */
    public static String shown(String code) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < code.length(); i++) {
            if (i > 0 && i % GROUP == 0) {
                text.append('-');
            }
            text.append(code.charAt(i));
        }
        return text.toString();
    }

    /** What was meant by {@code typed}: case, blanks and hyphens do not count. Of a text that is too long, nothing is left. */
    public static String meant(String typed) {
        if (typed.length() > LONGEST_TYPED) {
            return "";
        }
        return typed.toUpperCase(Locale.ROOT).replaceAll("[\\s\\u00A0\\p{Pd}]", "");
    }
}
