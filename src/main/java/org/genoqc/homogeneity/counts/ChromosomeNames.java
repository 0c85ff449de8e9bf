package org.genoqc.homogeneity.counts;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The chromosomes of an annotation, numbered from 1 in the order of their arrival. {@code chr} before a name and zeros before
 * a number do not count. 23 to 26 are X, Y, XY (pseudo-autosomal) and MT, as PLINK numbers them, unless some chromosome has a
 * larger number, as those of cattle have: then they are autosomes. Not thread-safe.
 */
final class ChromosomeNames {

    /** Of names, so that their numbers fit a char. */
    static final int MAX_NAMES = Character.MAX_VALUE;

    /** Those on which men and women differ, or that have no pairs. */
    private static final Set<String> SEX = Set.of("X", "Y", "MT");

    /** In the order of the numbers of PLINK. */
    private static final List<String> NUMBERED = List.of("X", "Y", "XY", "MT");

    private static final int FIRST_NUMBERED = 23;
    private static final int LAST_NUMBERED = 26;

    private static final Pattern PREFIX = Pattern.compile("^chr(?=.)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("0*([0-9]{1,9})");

    private final Map<String, Integer> numbers = new HashMap<>();
    private boolean hasMoreAutosomes;

    /** The number of a chromosome; 0 where there are too many. */
    int numberOf(String text) {
        // most rows are on the chromosome of one that came before
        Integer known = numbers.get(text);
        return known == null ? add(canonical(text)) : known;
    }

    private int add(String name) {
        Integer known = numbers.get(name);
        if (known != null) {
            return known;
        }
        if (numbers.size() == MAX_NAMES) {
            return 0;
        }
        numbers.put(name, numbers.size() + 1);
        return numbers.size();
    }

    private String canonical(String text) {
        String name = PREFIX.matcher(text).replaceFirst("");
        Matcher number = NUMBER.matcher(name);
        if (number.matches()) {
            hasMoreAutosomes |= Integer.parseInt(number.group(1)) > LAST_NUMBERED;
            return number.group(1);
        }
        String upper = name.toUpperCase(Locale.ROOT);
        if (upper.equals("M")) {
            return "MT";
        }
        return NUMBERED.contains(upper) ? upper : name;
    }

    /** The names by number; the first is of no chromosome, and empty. */
    String[] names() {
        String[] names = new String[numbers.size() + 1];
        names[0] = "";
        numbers.forEach((name, number) -> names[number] = shown(name));
        return names;
    }

    private String shown(String name) {
        if (hasMoreAutosomes || name.length() != 2 || !NUMBER.matcher(name).matches()) {
            return name;
        }
        int number = Integer.parseInt(name);
        return number >= FIRST_NUMBERED && number <= LAST_NUMBERED ? NUMBERED.get(number - FIRST_NUMBERED) : name;
    }

    /** Whether it is X, Y, or the mitochondria; XY is not. */
    static boolean isSex(String name) {
        return SEX.contains(name);
    }
}
