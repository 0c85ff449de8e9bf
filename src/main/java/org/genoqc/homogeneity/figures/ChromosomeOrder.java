package org.genoqc.homogeneity.figures;

import java.util.Comparator;
import java.util.List;

/** The order in which chromosomes are drawn: by number, then X, XY, Y and MT, then others by name. */
enum ChromosomeOrder implements Comparator<String> {
    INSTANCE;

    private static final int MAX_DIGITS = 9;

    private static final List<String> AFTER_NUMBERS = List.of("X", "XY", "Y", "MT");

    @Override
    public int compare(String one, String other) {
        int order = Long.compare(place(one), place(other));
        return order == 0 ? one.compareTo(other) : order;
    }

    private static long place(String name) {
        if (!name.isEmpty() && name.length() <= MAX_DIGITS && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Long.parseLong(name);
        }
        int known = AFTER_NUMBERS.indexOf(name);
        return Integer.MAX_VALUE + (long) (known < 0 ? AFTER_NUMBERS.size() : known);
    }
}
