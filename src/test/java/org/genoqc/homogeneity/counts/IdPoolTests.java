package org.genoqc.homogeneity.counts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Texts by number, and what adding them is said to cost. */
class IdPoolTests {

    private static final int TEXTS = 30_000;
    /** Two numbers of four and eight bytes each, and a slot of the hash table that is at most half full. */
    private static final long MIN_BESIDES = 12 + 8;

    @Test
    void textsOfAnotherPoolKeepTheirBytesAndGetOneNumberEach() {
        IdPool pool = new IdPool();
        IdPool other = poolOf(TEXTS);
        pool.add(text(7));
        assertThat(pool.isSame(0, other, 7)).isTrue();
        assertThat(pool.isSame(0, other, 8)).isFalse();
        for (int id = 0; id < TEXTS; id++) {
            assertThat(pool.numberOf(other, id)).isEqualTo(id == 7 ? 0 : -1);
            int number = pool.addFrom(other, id);
            assertThat(pool.numberOf(other, id)).isEqualTo(number);
            assertThat(pool.text(number)).isEqualTo(text(id));
        }
        assertThat(pool.size()).isEqualTo(TEXTS);
    }

    /** Arrays grow by half or double, so that at least what is used and at most some three times that is said. */
    @Test
    void theBytesThatAddingTakesCoverTextsAndTables() {
        IdPool pool = new IdPool();
        IdPool other = poolOf(TEXTS);
        long bytes = 0;
        long ofTexts = 0;
        for (int id = 0; id < TEXTS; id++) {
            bytes += pool.bytesToAdd(other, id);
            pool.addFrom(other, id);
            ofTexts += text(id).length();
        }
        // the arrays of an empty pool are not counted
        assertThat(bytes + 4096).isGreaterThan(ofTexts + MIN_BESIDES * TEXTS);
        assertThat(bytes).isLessThan(ofTexts + 3 * MIN_BESIDES * TEXTS + (1 << 18));
    }

    private static IdPool poolOf(int texts) {
        IdPool pool = new IdPool();
        for (int id = 0; id < texts; id++) {
            pool.add(text(id));
        }
        return pool;
    }

    private static String text(int id) {
        return "AX-" + "0123456789".repeat(id % 13) + id;
    }
}
