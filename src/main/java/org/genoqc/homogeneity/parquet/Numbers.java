package org.genoqc.homogeneity.parquet;

import org.jspecify.annotations.Nullable;

/** Doubles, infinite ones among them; NaN is a missing value and never comes here. */
final class Numbers implements Values {

    private final LittleEndianBytes plain = new LittleEndianBytes();
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    @Override
    public int add(String field) {
        double value = Double.parseDouble(field);
        plain.addLong(Double.doubleToRawLongBits(value));
        min = Math.min(min, value);
        max = Math.max(max, value);
        return Double.BYTES;
    }

    @Override
    public LittleEndianBytes plain() {
        return plain;
    }

    /** Readers may take the two zeros for different: -0.0 is below all of them, as the format has it. */
    @Override
    public byte @Nullable [] min() {
        return plain.size() == 0 ? null : LittleEndianBytes.of(Double.doubleToRawLongBits(min == 0 ? -0.0 : min));
    }

    @Override
    public byte @Nullable [] max() {
        return plain.size() == 0 ? null : LittleEndianBytes.of(Double.doubleToRawLongBits(max == 0 ? 0.0 : max));
    }
}
