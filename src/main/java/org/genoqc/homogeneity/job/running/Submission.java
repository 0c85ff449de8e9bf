package org.genoqc.homogeneity.job.running;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * An admitted submission; to be ended when its request has ended.
 *
 * @param idempotencyKey the Idempotency-Key of its request; null if there is none
 */
public record Submission(@Nullable String idempotencyKey) {

    /** Room for the parameters and the framing of the parts beside the files: 400 bytes for each of 10,000. */
    public static final DataSize FRAMING = DataSize.ofMegabytes(4);

    /** What an idempotency key must be. */
    public static final String KEY_RULE = "1 to 255 visible ASCII characters";

    public static boolean isKey(String key) {
        return key.matches("[!-~]{1,255}");
    }
}
