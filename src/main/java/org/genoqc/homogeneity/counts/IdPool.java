package org.genoqc.homogeneity.counts;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Distinct texts numbered in the order of their arrival, held as UTF-8 in large blocks with an open hash table: about
 * 20 bytes each beside the text itself. Not thread-safe while adding.
 */
final class IdPool {

    private static final int BLOCK = 1 << 18;
    private static final int FIRST_BYTES = 1 << 10;
    private static final int MIN_CAPACITY = 16;

    private byte[][] blocks = {new byte[FIRST_BYTES]};
    private int lastBlock;
    private int used;
    /** The block, and in the low half the place within it. */
    private long[] starts;

    private int[] lengths;
    private int size;
    private int[] table;
    /** Secret, so that nobody can send texts that all collide; nothing that leaves the pool depends on it. */
    private final long multiplier = ThreadLocalRandom.current().nextLong() | 1;

    IdPool() {
        this(MIN_CAPACITY);
    }

    /** @param expected how many texts there may be; more are taken too */
    IdPool(int expected) {
        int capacity = Math.max(expected, MIN_CAPACITY);
        starts = new long[capacity];
        lengths = new int[capacity];
        table = new int[Integer.highestOneBit(capacity - 1) * 4];
    }

    /** What another holds now: it adds to the same arrays, but changes nothing of what is there. */
    private IdPool(IdPool growing) {
        blocks = growing.blocks.clone();
        starts = growing.starts;
        lengths = growing.lengths;
        size = growing.size;
        table = new int[0];
    }

    /**
     * A pool of texts that are all within some bytes and of which none is looked for: it can't be asked for the number of
     * one, and two may be the same.
     *
     * @param bytes of UTF-8; not copied
     */
    static IdPool within(byte[] bytes) {
        IdPool pool = new IdPool();
        pool.blocks = new byte[][] {bytes};
        return pool;
    }

    int size() {
        return size;
    }

    /** The number of the text, added if it is new. */
    int add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return add(bytes, 0, bytes.length);
    }

    /** The number of the text with this id in another pool, or -1 if it is not here. */
    int numberOf(IdPool other, int id) {
        return table[slotOf(other.blocks[other.block(id)], other.offset(id), other.lengths[id])] - 1;
    }

    /** The number of the text with these bytes of UTF-8, or -1 if it is not here. */
    int numberOf(byte[] bytes) {
        return table[slotOf(bytes, 0, bytes.length)] - 1;
    }

    /** Whether the text with this number is that with these bytes of UTF-8. */
    boolean isSame(int number, byte[] bytes) {
        return Arrays.equals(
                blocks[block(number)], offset(number), offset(number) + lengths[number], bytes, 0, bytes.length);
    }

    /** Whether the text with this number is that with this id in another pool. */
    boolean isSame(int number, IdPool other, int id) {
        int length = lengths[number];
        return length == other.lengths[id]
                && Words.areSame(
                        blocks[block(number)], offset(number), other.blocks[other.block(id)], other.offset(id), length);
    }

    /**
     * The texts that are here now, from one on; other threads may ask for them while further ones are added.
     *
     * @param first the number of that one, at least 0
     */
    Known knownFrom(int first) {
        return new Known(new IdPool(this), first);
    }

    /** The texts that were in a pool at some time, from one on. */
    static final class Known {

        /** None. */
        static final Known NOTHING = new IdPool().knownFrom(0);

        private final IdPool pool;
        private final int first;

        private Known(IdPool pool, int first) {
            this.pool = pool;
            this.first = first;
        }

        /** The end of the text that begins here if it is the one so many after the first; else -1. */
        int endIf(int further, byte[] bytes, int from) {
            int number = first + further;
            return number < pool.size
                    ? ChunkNames.endIf(
                            pool.blocks[pool.block(number)], pool.offset(number), pool.lengths[number], bytes, from)
                    : -1;
        }

        /** The numbers of so many of them. */
        int[] numbers(int count) {
            int[] numbers = new int[count];
            for (int i = 0; i < count; i++) {
                numbers[i] = first + i;
            }
            return numbers;
        }
    }

    /** The bytes of heap that it takes to add the text with this id in another pool, if it is new. */
    long bytesToAdd(IdPool other, int id) {
        return bytesToAdd(other.lengths[id]);
    }

    /** The bytes of heap that it takes to add a text of so many bytes of UTF-8. */
    long bytesToAdd(int length) {
        long bytes = 0;
        if (used + length > blocks[lastBlock].length) {
            bytes += used + length > BLOCK ? BLOCK : grownBlock(length) - blocks[lastBlock].length;
        }
        if (size == starts.length) {
            bytes += 12L * (size >> 1);
        }
        return (size + 1) * 2L > table.length ? bytes + 4L * table.length : bytes;
    }

    /** Adds the text with this id in another pool, which is new; its number. */
    int addFrom(IdPool other, int id) {
        return add(other.blocks[other.block(id)], other.offset(id), other.lengths[id]);
    }

    /** Adds the text between these places of the bytes that the pool is {@link #within}; its number. */
    int addWithin(int from, int length) {
        note(from, length);
        return size - 1;
    }

    /** The number of the text with these bytes of UTF-8, added if it is new. */
    int add(byte[] bytes, int from, int length) {
        int slot = slotOf(bytes, from, length);
        if (table[slot] != 0) {
            return table[slot] - 1;
        }
        append(bytes, from, length);
        table[slot] = size;
        if (size * 2L > table.length) {
            rehash();
        }
        return size - 1;
    }

    String text(int id) {
        return new String(blocks[block(id)], offset(id), lengths[id], StandardCharsets.UTF_8);
    }

    /** The UTF-8 of a text. */
    byte[] bytes(int id) {
        return Arrays.copyOfRange(blocks[block(id)], offset(id), offset(id) + lengths[id]);
    }

    /** Code point order, which is the order of the bytes of UTF-8. */
    int compare(int a, int b) {
        return Arrays.compareUnsigned(
                blocks[block(a)],
                offset(a),
                offset(a) + lengths[a],
                blocks[block(b)],
                offset(b),
                offset(b) + lengths[b]);
    }

    /** All numbers in code point order of their texts. */
    int[] sorted() {
        int[] ids = new int[size];
        Arrays.setAll(ids, i -> i);
        boolean inOrder = true;
        for (int i = 1; i < size && inOrder; i++) {
            inOrder = compare(i - 1, i) < 0;
        }
        if (!inOrder) {
            mergeSort(ids, ids.clone(), 0, size);
        }
        return ids;
    }

    private void mergeSort(int[] target, int[] source, int from, int to) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        mergeSort(source, target, from, middle);
        mergeSort(source, target, middle, to);
        for (int i = from, left = from, right = middle; i < to; i++) {
            boolean takeLeft = right >= to || left < middle && compare(source[left], source[right]) <= 0;
            target[i] = takeLeft ? source[left++] : source[right++];
        }
    }

    private int block(int id) {
        return (int) (starts[id] >>> Integer.SIZE);
    }

    private int offset(int id) {
        return (int) starts[id];
    }

    private void append(byte[] bytes, int from, int length) {
        if (used + length > BLOCK) {
            if (++lastBlock == blocks.length) {
                blocks = Arrays.copyOf(blocks, blocks.length * 2);
            }
            blocks[lastBlock] = new byte[BLOCK];
            used = 0;
        }
        if (used + length > blocks[lastBlock].length) {
            blocks[lastBlock] = Arrays.copyOf(blocks[lastBlock], grownBlock(length));
        }
        System.arraycopy(bytes, from, blocks[lastBlock], used, length);
        note((long) lastBlock << Integer.SIZE | used, length);
        used += length;
    }

    private void note(long start, int length) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size + (size >> 1));
            lengths = Arrays.copyOf(lengths, starts.length);
        }
        starts[size] = start;
        lengths[size++] = length;
    }

    /** The size of the first block, which begins small, once so much more is in it. */
    private int grownBlock(int length) {
        return Math.min(BLOCK, 4 * (used + length));
    }

    private int slotOf(byte[] bytes, int from, int length) {
        int slot = (int) (hash(bytes, from, length) & (table.length - 1));
        while (table[slot] != 0) {
            int id = table[slot] - 1;
            if (Arrays.equals(blocks[block(id)], offset(id), offset(id) + lengths[id], bytes, from, from + length)) {
                break;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    private void rehash() {
        table = new int[table.length * 2];
        for (int id = 0; id < size; id++) {
            int slot = (int) (hash(blocks[block(id)], offset(id), lengths[id]) & (table.length - 1));
            while (table[slot] != 0) {
                slot = (slot + 1) & (table.length - 1);
            }
            table[slot] = id + 1;
        }
    }

    /** Eight bytes at a time, each folded into the hash by a product of 128 bits. */
    private long hash(byte[] bytes, int offset, int length) {
        long hash = multiplier ^ length;
        int at = offset;
        for (int end = offset + length - Long.BYTES; at <= end; at += Long.BYTES) {
            hash = fold(hash ^ Words.at(bytes, at));
        }
        long rest = 0;
        for (; at < offset + length; at++) {
            rest = rest << Byte.SIZE | bytes[at] & 0xff;
        }
        hash = fold(hash ^ rest);
        return hash ^ hash >>> 32;
    }

    private long fold(long value) {
        return value * multiplier ^ Math.unsignedMultiplyHigh(value, multiplier);
    }
}
