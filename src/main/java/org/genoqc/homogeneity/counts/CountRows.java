package org.genoqc.homogeneity.counts;

import java.util.Arrays;
import java.util.List;
import org.genoqc.homogeneity.table.Genotype;

/**
 * The rows of the input in columns: probeset number, genotyping batch number and four counts. Held in blocks, so that
 * growing copies nothing; a block keeps its counts in 2, 4 or 8 bytes each, whatever its largest needs. A row costs 16
 * bytes of heap while all counts are below 65,536, 24 below 2^31, 40 beyond.
 */
final class CountRows {

    /** The binary logarithm of {@link #ROWS_PER_BLOCK}. */
    static final int BITS = 13;

    static final int ROWS_PER_BLOCK = 1 << BITS;

    private Block[] blocks = {};
    private int size;

    private static final class Block {
        final int[] probesets = new int[ROWS_PER_BLOCK];
        final int[] batches = new int[ROWS_PER_BLOCK];
        final CountCells counts = new CountCells(ROWS_PER_BLOCK * Genotype.COUNT);
    }

    int size() {
        return size;
    }

    /** The blocks of {@link #ROWS_PER_BLOCK} rows. */
    int blocks() {
        return blocks.length;
    }

    /** The blocks to be added before so many more rows are there. */
    int blocksFor(int moreRows) {
        return (int) (((long) size + moreRows + ROWS_PER_BLOCK - 1) >>> BITS) - blocks.length;
    }

    /** Adds a row. */
    void add(int probeset, int batch, long[] counts) {
        addBlocks(blocksFor(1));
        Block block = block(size);
        int to = inBlock(size);
        block.probesets[to] = probeset;
        block.batches[to] = batch;
        long largest = Math.max(Math.max(counts[0], counts[1]), Math.max(counts[2], counts[3]));
        block.counts.copyFourFrom(counts, 0, largest, to * Genotype.COUNT);
        size++;
    }

    /** Adds all rows of a chunk. */
    void addAll(NumberedChunk chunk) {
        int rows = chunk.size();
        addBlocks(blocksFor(rows));
        for (int row = 0; row < rows; ) {
            int length = Math.min(rows - row, ROWS_PER_BLOCK - inBlock(size));
            Block block = block(size);
            int to = inBlock(size);
            for (int i = 0; i < length; i++) {
                block.probesets[to + i] = chunk.probeset(row + i);
                block.batches[to + i] = chunk.batch(row + i);
            }
            block.counts.copyFrom(chunk.counts(), row * Genotype.COUNT, to * Genotype.COUNT, length * Genotype.COUNT);
            row += length;
            size += length;
        }
    }

    /** Adds rows of several chunks in turn, see {@link SideBySide.Taker#takeInTurn}. */
    void addInTurn(int probeset, List<NumberedChunk> chunks, int[] from, int ofEach) {
        int together = chunks.size();
        addBlocks(blocksFor(ofEach * together));
        for (int k = 0; k < ofEach; k++) {
            setProbesets(size + k * together, together, probeset + k);
        }
        for (int i = 0; i < together; i++) {
            NumberedChunk chunk = chunks.get(i);
            CountCells counts = chunk.counts();
            for (int k = 0; k < ofEach; k++) {
                int row = from[i] + k;
                int to = size + k * together + i;
                Block block = block(to);
                block.batches[inBlock(to)] = chunk.batch(row);
                block.counts.copyFourFrom(counts, row * Genotype.COUNT, inBlock(to) * Genotype.COUNT);
            }
        }
        size += ofEach * together;
    }

    /** Says of so many rows, which may reach from one block to the next, that they are of a probeset. */
    private void setProbesets(int row, int rows, int probeset) {
        int inFirst = Math.min(rows, ROWS_PER_BLOCK - inBlock(row));
        Arrays.fill(block(row).probesets, inBlock(row), inBlock(row) + inFirst, probeset);
        if (inFirst < rows) {
            Arrays.fill(block(row + inFirst).probesets, 0, rows - inFirst, probeset);
        }
    }

    private void addBlocks(int more) {
        if (more == 0) {
            return;
        }
        int known = blocks.length;
        blocks = Arrays.copyOf(blocks, known + more);
        for (int block = known; block < blocks.length; block++) {
            blocks[block] = new Block();
        }
    }

    int probeset(int row) {
        return block(row).probesets[inBlock(row)];
    }

    void setProbeset(int row, int probeset) {
        block(row).probesets[inBlock(row)] = probeset;
    }

    int batch(int row) {
        return block(row).batches[inBlock(row)];
    }

    void setBatch(int row, int batch) {
        block(row).batches[inBlock(row)] = batch;
    }

    /** The counts of rows, four each. */
    long[] counts(int fromRow, int toRow) {
        long[] counts = new long[(toRow - fromRow) * Genotype.COUNT];
        for (int row = fromRow; row < toRow; ) {
            int length = Math.min(toRow - row, ROWS_PER_BLOCK - inBlock(row));
            block(row)
                    .counts
                    .copyTo(
                            inBlock(row) * Genotype.COUNT,
                            counts,
                            (row - fromRow) * Genotype.COUNT,
                            length * Genotype.COUNT);
            row += length;
        }
        return counts;
    }

    long count(int row, int genotype) {
        return block(row).counts.get(inBlock(row) * Genotype.COUNT + genotype);
    }

    void swap(int a, int b) {
        Block blockOfA = block(a);
        Block blockOfB = block(b);
        int inA = inBlock(a);
        int inB = inBlock(b);
        swap(blockOfA.probesets, inA, blockOfB.probesets, inB);
        swap(blockOfA.batches, inA, blockOfB.batches, inB);
        blockOfA.counts.swapFour(inA * Genotype.COUNT, blockOfB.counts, inB * Genotype.COUNT);
    }

    private static void swap(int[] ofA, int a, int[] ofB, int b) {
        int value = ofA[a];
        ofA[a] = ofB[b];
        ofB[b] = value;
    }

    /** Has AA and BB change places in a row. */
    void exchangeHomozygotes(int row) {
        block(row).counts.swap(inBlock(row) * Genotype.COUNT, inBlock(row) * Genotype.COUNT + 2);
    }

    private Block block(int row) {
        return blocks[row >>> BITS];
    }

    private static int inBlock(int row) {
        return row & (ROWS_PER_BLOCK - 1);
    }
}
