package org.genoqc.homogeneity.access;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key as its owner has it, {@code chi2h_ID_SECRET}: it begins so that scanners for secrets know it, and its id says which
 * line of the file it is compared with.
 */
record KeyText(String id, String secret) {

    private static final Pattern FORM = Pattern.compile("chi2h_([0-9a-f]{12})_([0-9a-f]{64})");

    /** A new one: 48 bits of id, 256 of secret. */
    static KeyText random(RandomGenerator random) {
        return new KeyText(hex(random, 6), hex(random, 32));
    }

    /** So many random bytes. */
    static String hex(RandomGenerator random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    static Optional<KeyText> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? Optional.of(new KeyText(form.group(1), form.group(2))) : Optional.empty();
    }

    /** The key in full. */
    @Override
    public String toString() {
        return "chi2h_" + id + "_" + secret;
    }
}
