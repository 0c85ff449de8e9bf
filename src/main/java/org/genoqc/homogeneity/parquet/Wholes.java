package org.genoqc.homogeneity.parquet;

import org.jspecify.annotations.Nullable;

/** Whole numbers of 64 bits. */
final class Wholes implements Values {

    private final LittleEndianBytes plain = new LittleEndianBytes();
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;

    @Override
    public int add(String field) {
        long value = Long.parseLong(field);
        plain.addLong(value);
        min = Math.min(min, value);
        max = Math.max(max, value);
        return Long.BYTES;
    }

    @Override
    public LittleEndianBytes plain() {
        return plain;
    }

    @Override
    public byte @Nullable [] min() {
        return plain.size() == 0 ? null : LittleEndianBytes.of(min);
    }

    @Override
    public byte @Nullable [] max() {
        return plain.size() == 0 ? null : LittleEndianBytes.of(max);
    }
}
