package org.genoqc.homogeneity.counts;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sample of distinct probesets: the {@link #SIZE} with the smallest hashes of their ids (Bar-Yossef and others 2002,
 * "Counting distinct elements in a data stream", their first algorithm). It is a function of the set of ids alone, however
 * often and in whatever order they come, and tells how many there are to about 1 %, and where to cut them into parts of about
 * the same size. If there are no more than it has room for, both are exact. Not thread-safe.
 */
public final class ProbesetSample implements Serializable {

    /** A standard error of 1 / sqrt(SIZE). */
    static final int SIZE = 1 << 13;

    @Serial
    private static final long serialVersionUID = 1;

    private static final long SEED = 0x9e3779b97f4a7c15L;

    /** By the hash, as unsigned. */
    private final TreeMap<Long, byte[]> ids = new TreeMap<>(UnsignedOrder.INSTANCE);

    private enum UnsignedOrder implements java.util.Comparator<Long> {
        INSTANCE;

        @Override
        public int compare(Long a, Long b) {
            return Long.compareUnsigned(a, b);
        }
    }

    /** @param id of a probeset, as UTF-8 */
    void add(byte[] id) {
        add(hash(id), id);
    }

    private void add(long hash, byte[] id) {
        if (ids.size() == SIZE && Long.compareUnsigned(hash, ids.lastKey()) >= 0) {
            return;
        }
        ids.put(hash, id);
        if (ids.size() > SIZE) {
            ids.pollLastEntry();
        }
    }

    /** Adds all that another has seen. */
    void addAll(ProbesetSample other) {
        for (Map.Entry<Long, byte[]> entry : other.ids.entrySet()) {
            add(entry.getKey(), entry.getValue());
        }
    }

    /** About how many distinct probesets there were. */
    public long estimate() {
        if (ids.size() < SIZE) {
            return ids.size();
        }
        double share = (Math.scalb((double) (ids.lastKey() >>> 1), 1) + 1) / 0x1p64;
        return Math.round((SIZE - 1) / share);
    }

    /**
     * Cuts the probesets into parts of about the same size.
     *
     * @param parts at least 1; where there are too few probesets there are fewer
     * @return the first id of each part but the first, in code point order
     */
    public List<byte[]> bounds(int parts) {
        byte[][] sorted = ids.values().toArray(new byte[0][]);
        Arrays.sort(sorted, Arrays::compareUnsigned);
        List<byte[]> bounds = new ArrayList<>();
        int wanted = Math.min(parts, sorted.length);
        for (int part = 1; part < wanted; part++) {
            bounds.add(sorted[(int) ((long) part * sorted.length / wanted)]);
        }
        return bounds;
    }

    /** FNV-1a, and the finalizer of SplitMix64, since the first mixes the last bytes little. */
    private static long hash(byte[] id) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : id) {
            hash = (hash ^ b & 0xff) * 0x100000001b3L;
        }
        hash += SEED;
        hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
        return hash ^ hash >>> 31;
    }
}
