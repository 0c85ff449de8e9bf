package org.genoqc.homogeneity.findings;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * How many probesets are significant, or how many findings there are, in which of two data sets.
 *
 * @param numbers each change has a number
 * @param onlyBefore how many are in the first alone
 * @param onlyAfter how many are in the second alone
 */
public record BeforeAndAfter(Map<Change, Long> numbers, long onlyBefore, long onlyAfter) {

    public BeforeAndAfter {
        numbers = Collections.unmodifiableMap(new EnumMap<>(numbers));
    }

    /** Where. */
    public enum Change {
        BOTH,
        BEFORE,
        AFTER,
        NEITHER;

        /** As in REST and TSV. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Change of(boolean before, boolean after) {
            if (before) {
                return after ? BOTH : BEFORE;
            }
            return after ? AFTER : NEITHER;
        }
    }

    public long number(Change change) {
        return numbers.getOrDefault(change, 0L);
    }
}
