package org.genoqc.homogeneity.job;

/**
 * By which repeated submissions of an owner are known to be one.
 *
 * @param owner who submits; another owner may use the same value for something else
 * @param value the Idempotency-Key of the request
 */
public record IdempotencyKey(String owner, String value) {

    /** What the value must be. */
    public static final String RULE = "1 to 255 visible ASCII characters";

    /** Whether a value is one. */
    public static boolean isValue(String value) {
        return value.matches("[!-~]{1,255}");
    }
}
