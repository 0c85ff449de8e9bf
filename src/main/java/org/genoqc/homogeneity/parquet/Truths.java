package org.genoqc.homogeneity.parquet;

import org.jspecify.annotations.Nullable;

/** {@code true} and {@code false}. */
final class Truths implements Values {

    private final Bits bits = new Bits();

    @Override
    public int add(String field) {
        bits.add(Boolean.parseBoolean(field));
        return 1;
    }

    @Override
    public LittleEndianBytes plain() {
        LittleEndianBytes plain = new LittleEndianBytes();
        plain.writeBytes(bits.toBytes());
        return plain;
    }

    @Override
    public byte @Nullable [] min() {
        return bits.size() == 0 ? null : new byte[] {(byte) (bits.ones() == bits.size() ? 1 : 0)};
    }

    @Override
    public byte @Nullable [] max() {
        return bits.size() == 0 ? null : new byte[] {(byte) (bits.ones() == 0 ? 0 : 1)};
    }
}
