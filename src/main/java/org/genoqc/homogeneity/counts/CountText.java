package org.genoqc.homogeneity.counts;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.genoqc.homogeneity.table.ContingencyTable;

/**
 * The text of a count: a whole number, also as R and data frames write it ({@code 50}, {@code 0050}, {@code 50.0},
 * {@code 1e+05}).
 */
final class CountText {

    static final long NOT_A_COUNT = -1;
    static final long TOO_LARGE = -2;

    private static final int MAX_DIGITS = 15;
    private static final int MAX_LENGTH = 64;
    private static final Pattern NUMBER = Pattern.compile("[0-9]+(\\.[0-9]*)?([eE][+-]?[0-9]{1,3})?");

    private CountText() {}

    /** The count, or {@link #NOT_A_COUNT} or {@link #TOO_LARGE}. */
    static long parse(String text) {
        int length = text.length();
        if (length == 0 || length > MAX_DIGITS) {
            return parseUnusual(text);
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return parseUnusual(text);
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static long parseUnusual(String text) {
        if (text.length() > MAX_LENGTH || !NUMBER.matcher(text).matches()) {
            return NOT_A_COUNT;
        }
        BigDecimal value = new BigDecimal(
                text.endsWith(".") ? text + "0" : text.replace(".e", "e").replace(".E", "E"));
        if (value.signum() != 0 && value.stripTrailingZeros().scale() > 0) {
            return NOT_A_COUNT;
        }
        return value.compareTo(BigDecimal.valueOf(ContingencyTable.MAX_COUNT)) > 0 ? TOO_LARGE : value.longValueExact();
    }
}
