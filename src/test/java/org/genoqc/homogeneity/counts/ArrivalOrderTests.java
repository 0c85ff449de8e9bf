package org.genoqc.homogeneity.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.parameters.InputFormat;
import org.junit.jupiter.api.Test;

/** When rows need not be brought together. */
class ArrivalOrderTests {

    private static final int[] FOUR = {0, 1, 2, 3};
    private static final int[] TWO = {0, 1};

    private final ArrivalOrder order = new ArrivalOrder();

    /** Rows of four probesets of the genotyping batch with this number. */
    private static NumberedChunk of(int batch) throws IOException {
        StringBuilder text = new StringBuilder();
        IntStream.range(0, 4).forEach(i -> text.append('P').append(i).append("\t1\t2\t3\t4\n"));
        HeaderLine header = HeaderLine.of(
                new ByteArrayInputStream("probeset_id\tn_AA\tn_AB\tn_BB\tn_NC\n".getBytes(StandardCharsets.UTF_8)),
                HeapBudget.ofThisJvm().share());
        ChunkRows rows = ParsedChunk.of(
                        text.toString().getBytes(StandardCharsets.UTF_8),
                        Formats.layout(InputFormat.AXIOM, header, FileBatch.of("b" + batch), false),
                        Long.MAX_VALUE)
                .rows();
        return new NumberedChunk(rows, FOUR, new int[] {batch}, new int[0]);
    }

    @Test
    void rowsInOrderNeedNotBeBroughtTogether() throws IOException {
        order.takeInTurn(0, 0, List.of(of(0), of(1)), 2);
        order.takeInTurn(4, 2, List.of(of(1)), 1);
        order.takeInTurn(5, 3, List.of(of(0), of(1)), 1);
        assertThat(order.starts(7, FOUR, TWO)).containsExactly(0, 2, 4, 5, 7);
    }

    @Test
    void aProbesetThatComesAgainIsOutOfOrder() throws IOException {
        order.takeInTurn(0, 0, List.of(of(0)), 4);
        order.takeInTurn(4, 3, List.of(of(1)), 1);
        assertThat(order.starts(5, FOUR, TWO)).isNull();
    }

    @Test
    void aProbesetThatIsPassedIsOutOfOrder() throws IOException {
        order.takeInTurn(0, 0, List.of(of(0)), 1);
        order.takeInTurn(1, 2, List.of(of(0)), 2);
        assertThat(order.starts(3, FOUR, TWO)).isNull();
    }

    @Test
    void genotypingBatchesThatDescendAreOutOfOrder() throws IOException {
        order.takeInTurn(0, 0, List.of(of(1), of(0)), 4);
        assertThat(order.starts(8, FOUR, TWO)).isNull();
    }

    @Test
    void namesThatDoNotComeInTheirOrderAreOutOfOrder() throws IOException {
        order.takeInTurn(0, 0, List.of(of(0), of(1)), 4);
        assertThat(order.starts(8, new int[] {0, 2, 1, 3}, TWO)).isNull();
        assertThat(order.starts(8, FOUR, new int[] {1, 0})).isNull();
        assertThat(order.starts(8, FOUR, TWO)).containsExactly(0, 2, 4, 6, 8);
    }
}
