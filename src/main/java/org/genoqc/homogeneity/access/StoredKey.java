package org.genoqc.homogeneity.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A key as a line of a keys file, which holds nothing that opens the service: name, id, roles, salt and hash, time.
 *
 * <p>The hash is a single SHA-256. A slow one is for passwords, of which an attacker can try all that people choose; the
 * secret of a key is 256 random bits, more than can ever be tried, and a slow hash would cost processor time with each request.
 *
 * @param name whose key it is: the owner of the jobs that are submitted with it; several keys may have one name
 * @param id which key it is, 12 hexadecimal digits; also in the key itself, and no secret
 * @param salt 16 bytes in hexadecimal, so that nobody can tell whether two files have the same key
 * @param hash SHA-256 of salt and secret, in hexadecimal
 */
public record StoredKey(String name, String id, Set<Role> roles, String salt, String hash, Instant created) {

    /** What a name must be. */
    static final String NAME_RULE =
            "1 to 64 letters, digits, '.', '_', '-' or '@', the first a letter or digit, and not \"anonymous\"";

    private static final HexFormat HEX = HexFormat.of();
    private static final String ALGORITHM = "sha256";
    private static final int FIELDS = 5;

    public StoredKey {
        roles = Set.copyOf(roles);
        requireLike("the name", name, "(?!anonymous$)[A-Za-z0-9][A-Za-z0-9._@-]{0,63}", NAME_RULE);
        requireLike("the id", id, "[0-9a-f]{12}", "12 hexadecimal digits");
        requireLike("the salt", salt, "[0-9a-f]{32}", "32 hexadecimal digits");
        requireLike("the hash", hash, "[0-9a-f]{64}", "64 hexadecimal digits");
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a key has at least one role");
        }
    }

    private static void requireLike(String what, String value, String pattern, String rule) {
        if (!value.matches(pattern)) {
            throw new IllegalArgumentException(what + " must be " + rule);
        }
    }

    /** The key whose secret this is. */
    static StoredKey of(KeyText key, String name, Set<Role> roles, String salt, Instant created) {
        return new StoredKey(name, key.id(), roles, salt, hash(salt, key.secret()), created);
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException with the rule that is broken, never with what is in the line
     */
    static StoredKey parse(String line) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException(
                    "a key has five fields, separated by blanks: name, id, roles, sha256:SALT:HASH, time");
        }
        String[] secret = fields[3].split(":", -1);
        if (secret.length != 3 || !secret[0].equals(ALGORITHM)) {
            throw new IllegalArgumentException("the fourth field must be sha256:SALT:HASH");
        }
        return new StoredKey(fields[0], fields[1], roles(fields[2]), secret[1], secret[2], time(fields[4]));
    }

    private static Set<Role> roles(String labels) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String label : labels.split(",", -1)) {
            roles.add(Role.ofLabel(label)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "the roles must be of submitter, viewer and operator, separated by commas")));
        }
        return roles;
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("the time must be like 2026-11-29T12:00:00Z", e);
        }
    }

    /** Whether a secret is that of this key; takes as long where it is not. */
    boolean isOf(String secret) {
        return MessageDigest.isEqual(HEX.parseHex(hash), HEX.parseHex(hash(salt, secret)));
    }

    private static String hash(String salt, String secret) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(HEX.parseHex(salt));
            return HEX.formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JVM has SHA-256", e);
        }
    }

    /** Its roles as a line has them. */
    public String labels() {
        return Arrays.stream(Role.values())
                .filter(roles::contains)
                .map(Role::label)
                .collect(Collectors.joining(","));
    }

    String line() {
        return String.join(" ", name, id, labels(), ALGORITHM + ":" + salt + ":" + hash, created.toString());
    }

    /** Without the hash: in a log it is of no use. */
    @Override
    public String toString() {
        return name + " " + id + " " + labels();
    }
}
