package dev.concilia.catalog;

import dev.concilia.kernel.FieldText;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A number's bounds and decimals.
 *
 * @param above the bound the number must be greater than
 * @param maxDecimals the most digits after the point; trailing zeros don't count
 */
record NumberCheck(
        @Nullable BigDecimal minimum,
        @Nullable BigDecimal above,
        @Nullable BigDecimal maximum,
        int maxDecimals) {

    void check(BigDecimal value, Report report) {
        if (value.scale() > maxDecimals && value.stripTrailingZeros().scale() > maxDecimals) {
            report.add("decimals", FieldText.DECIMALS, maxDecimals);
        }
        if (minimum != null && value.compareTo(minimum) < 0) {
            report.add("minimum", FieldText.LEAST, minimum.toPlainString());
        }
        if (above != null && value.compareTo(above) <= 0) {
            report.add("minimum", FieldText.ABOVE, above.toPlainString());
        }
        if (maximum != null && value.compareTo(maximum) > 0) {
            report.add("maximum", FieldText.MOST, maximum.toPlainString());
        }
    }
}
