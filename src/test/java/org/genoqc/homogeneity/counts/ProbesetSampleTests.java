package org.genoqc.homogeneity.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ProbesetSampleTests {

    private static byte[] id(int probeset) {
        return "AX-%08d".formatted(probeset).getBytes(StandardCharsets.UTF_8);
    }

    private static ProbesetSample of(IntStream probesets) {
        ProbesetSample sample = new ProbesetSample();
        probesets.forEach(probeset -> sample.add(id(probeset)));
        return sample;
    }

    @Test
    void fewProbesetsAreCountedAndCutExactly() {
        ProbesetSample sample = of(IntStream.range(0, 300).map(i -> i % 100));
        assertThat(sample.estimate()).isEqualTo(100);
        assertThat(sample.bounds(4)).containsExactly(id(25), id(50), id(75));
        assertThat(sample.bounds(1)).isEmpty();
        assertThat(sample.bounds(1000)).hasSize(99);
        assertThat(new ProbesetSample().bounds(3)).isEmpty();
    }

    /** What is compared is a function of the ids, so that this is always within five standard errors or never. */
    @Test
    void manyAreEstimated() {
        for (int probesets : new int[] {20_000, 200_000}) {
            ProbesetSample sample = of(IntStream.range(0, probesets));
            assertThat(sample.estimate()).isCloseTo(probesets, Percentage.withPercentage(5.5));
            List<byte[]> bounds = sample.bounds(10);
            for (int part = 1; part < 10; part++) {
                int bound = Integer.parseInt(new String(bounds.get(part - 1), StandardCharsets.UTF_8).substring(3));
                assertThat(bound)
                        .isBetween(probesets / 10 * part - probesets / 40, probesets / 10 * part + probesets / 40);
            }
        }
    }

    @Test
    void orderAndPartsDoNotMatter() {
        ProbesetSample inOrder = of(IntStream.range(0, 30_000));
        ProbesetSample merged = of(IntStream.range(0, 20_000).map(i -> 29_999 - i));
        merged.addAll(of(IntStream.range(0, 15_000)));
        assertThat(merged.estimate()).isEqualTo(inOrder.estimate());
        assertThat(merged.bounds(7)).containsExactlyElementsOf(inOrder.bounds(7));
    }
}
