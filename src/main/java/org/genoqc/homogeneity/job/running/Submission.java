package org.genoqc.homogeneity.job.running;

import org.genoqc.homogeneity.job.IdempotencyKey;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * An admitted submission; to be ended when its request has ended.
 *
 * @param owner the name of the principal that submits
 * @param key null if its request has no Idempotency-Key
 */
public record Submission(String owner, @Nullable IdempotencyKey key) {

    /** Room for the parameters and the framing of the parts beside the files: 400 bytes for each of 10,000. */
    public static final DataSize FRAMING = DataSize.ofMegabytes(4);
}
