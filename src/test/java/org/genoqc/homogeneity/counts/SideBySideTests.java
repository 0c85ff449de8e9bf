package org.genoqc.homogeneity.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.input.InputFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of many chunks each, so that where one chunk ends another goes on. */
class SideBySideTests {

    private static final String AXIOM = "probeset_id|n_AA|n_AB|n_BB|n_NC\n";
    private static final int FILES = 7;
    private static final int PROBESETS = 9_000;

    @TempDir
    private Path folder;

    private static String counts(int file, int probeset) {
        return (probeset * 7 + file) % 1_000 + "|" + probeset % 90 + "|" + file + "|" + (probeset + file) % 3;
    }

    private static String id(int probeset) {
        return "AX-%08d".formatted(probeset);
    }

    /** Reads files that hold these probesets each, and compares with a table of all rows, made apart. */
    private void assertThatAllRowsAreRead(BiFunction<Integer, List<Integer>, List<Integer>> ofFile) throws IOException {
        assertThatAllRowsAreRead(file -> "b" + file, ofFile);
    }

    private void assertThatAllRowsAreRead(
            IntFunction<String> batch, BiFunction<Integer, List<Integer>, List<Integer>> ofFile) throws IOException {
        DataSetFiles files = DataSetFiles.in(folder);
        TreeSet<String> expected = new TreeSet<>();
        for (int file = 0; file < FILES; file++) {
            StringBuilder text = new StringBuilder(AXIOM);
            List<Integer> all =
                    new ArrayList<>(IntStream.range(0, PROBESETS).boxed().toList());
            for (int probeset : ofFile.apply(file, all)) {
                text.append(id(probeset))
                        .append('|')
                        .append(counts(file, probeset))
                        .append('\n');
                expected.add(id(probeset) + "|" + batch.apply(file) + "|" + counts(file, probeset));
            }
            files.with(batch.apply(file) + "/Ps.performance.txt", text.toString());
        }
        assertThat(DataSetFiles.rows(files.read())).containsExactlyElementsOf(expected);
    }

    @Test
    void filesOfTheSameOrder() throws IOException {
        assertThatAllRowsAreRead((file, all) -> all);
    }

    @Test
    void filesWhoseGenotypingBatchesDescend() throws IOException {
        assertThatAllRowsAreRead(file -> "b" + (FILES - file), (file, all) -> all);
    }

    @Test
    void filesOfTheSameOrderOfWhichSomeEndEarly() throws IOException {
        assertThatAllRowsAreRead((file, all) -> all.subList(0, PROBESETS - file % 3 * 1000));
    }

    @Test
    void aLastFileThatHasMore() throws IOException {
        assertThatAllRowsAreRead((file, all) -> all.subList(file == 2 ? 1 : 0, PROBESETS - (file < 6 ? 500 : 0)));
    }

    @Test
    void filesOfADescendingOrder() throws IOException {
        assertThatAllRowsAreRead((file, all) -> all.reversed());
    }

    @Test
    void filesOfOrdersOfTheirOwn() throws IOException {
        assertThatAllRowsAreRead((file, all) -> {
            Collections.shuffle(all, new Random(file));
            return all;
        });
    }

    @Test
    void filesThatLackSomeProbesets() throws IOException {
        assertThatAllRowsAreRead((file, all) -> {
            Random random = new Random(file);
            all.removeIf(probeset -> random.nextInt(file + 1) > 0 || file == 3 && probeset > 20);
            return all;
        });
    }

    @Test
    void aFirstFileThatLacksMostProbesets() throws IOException {
        assertThatAllRowsAreRead((file, all) -> {
            Random random = new Random(file);
            all.removeIf(probeset -> random.nextInt(FILES - file) > 0);
            return all;
        });
    }

    @Test
    void aProbesetTwiceInAFileIsAFaultWhereverTheOthersAre() throws IOException {
        DataSetFiles files = DataSetFiles.in(folder)
                .with("b1.txt", AXIOM + rows(8_000))
                .with("b2.txt", AXIOM + rows(8_000) + "AX-00004000|1|2|3|4\n")
                .with("b3.txt", AXIOM + rows(8_000));
        InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, files::read);
        assertThat(refused.faults())
                .extracting(fault -> fault.file() + " " + fault.line())
                .containsExactly("b2.txt 8002");
    }

    @Test
    void faultsAreToldFileByFile() throws IOException {
        InputFiles files = DataSetFiles.in(folder)
                .with("b1.txt", AXIOM + "AX-1|1|2|3|4\n" + rows(8_000) + "AX-2|1|x|3|4\n")
                .with("b2.txt", AXIOM + "AX-1|1|-2|3|4\n")
                .with("b3.txt", AXIOM)
                .files();
        InvalidInputException refused =
                catchThrowableOfType(InvalidInputException.class, () -> DataSetFiles.read(files));
        assertThat(refused.faults())
                .extracting(fault -> fault.file() + " " + fault.line())
                .containsExactly("b1.txt 8003", "b2.txt 2", "b3.txt 2");
    }

    private static String rows(int number) {
        StringBuilder rows = new StringBuilder();
        IntStream.range(0, number).forEach(i -> rows.append(id(i)).append("|1|2|3|4\n"));
        return rows.toString();
    }
}
