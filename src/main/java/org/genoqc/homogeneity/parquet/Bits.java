package org.genoqc.homogeneity.parquet;

import java.util.Arrays;
import java.util.BitSet;

/** Bits in the order in which they are added, eight a byte, the first in the lowest place. */
final class Bits {

    private final BitSet bits = new BitSet();
    private int size;

    void add(boolean bit) {
        bits.set(size, bit);
        size++;
    }

    int size() {
        return size;
    }

    int ones() {
        return bits.cardinality();
    }

    byte[] toBytes() {
        return Arrays.copyOf(bits.toByteArray(), (size + Byte.SIZE - 1) / Byte.SIZE);
    }
}
