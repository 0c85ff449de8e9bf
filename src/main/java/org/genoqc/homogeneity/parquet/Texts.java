package org.genoqc.homogeneity.parquet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Texts in UTF-8, ordered by their bytes, which is the order of code points. */
final class Texts implements Values {

    /** Of a smallest or largest text, in bytes; the file would otherwise hold long names several times. */
    private static final int MAX_BOUND = 256;

    private final LittleEndianBytes plain = new LittleEndianBytes();
    private byte @Nullable [] min;
    private byte @Nullable [] max;

    @Override
    public int add(String field) {
        byte[] value = field.getBytes(StandardCharsets.UTF_8);
        plain.addInt(value.length);
        plain.writeBytes(value);
        if (min == null || Arrays.compareUnsigned(value, min) < 0) {
            min = value;
        }
        if (max == null || Arrays.compareUnsigned(value, max) > 0) {
            max = value;
        }
        return Integer.BYTES + value.length;
    }

    @Override
    public LittleEndianBytes plain() {
        return plain;
    }

    @Override
    public byte @Nullable [] min() {
        return min == null || min.length > MAX_BOUND ? null : min;
    }

    @Override
    public byte @Nullable [] max() {
        return max == null || max.length > MAX_BOUND ? null : max;
    }
}
