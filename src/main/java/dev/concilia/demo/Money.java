package dev.concilia.demo;

import java.math.BigDecimal;

/** Amounts are counted in cents and written with two decimals. */
final class Money {
    private Money() {}

    static BigDecimal of(long cents) {
        return BigDecimal.valueOf(cents, 2);
    }

    /** {@code percent} of an amount, half a cent up. */
    static long share(long cents, int percent) {
        return (cents * percent + 50) / 100;
    }
}
