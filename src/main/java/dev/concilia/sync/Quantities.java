package dev.concilia.sync;

import java.math.BigDecimal;
import java.math.RoundingMode;
import tools.jackson.databind.JsonNode;

/** Amounts as rules calculate with them. */
final class Quantities {
    private static final int SHOWN_DECIMALS = 4;

    private Quantities() {}

    /** A number, or text that the schema takes for one; 0 for anything else. */
    static BigDecimal number(JsonNode node) {
        BigDecimal number = Accumulation.number(node);
        return number == null ? BigDecimal.ZERO : number;
    }

    /** As a sentence shows it: no more decimals than money has, no needless zeroes. */
    static String text(BigDecimal number) {
        return number.setScale(SHOWN_DECIMALS, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
