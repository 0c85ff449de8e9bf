package org.genoqc.homogeneity.findings;

import java.util.Comparator;

/** The order of ids and names in results: by code points, which is not that of {@link String#compareTo}. */
enum CodePointOrder implements Comparator<String> {
    INSTANCE;

    @Override
    public int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                // a surrogate is half of a code point above all others
                boolean differs = Character.isSurrogate(a) != Character.isSurrogate(b);
                return differs ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
