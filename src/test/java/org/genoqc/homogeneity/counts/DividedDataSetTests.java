package org.genoqc.homogeneity.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read in parts, and sent from one machine to another in between, is what is read in one go. */
class DividedDataSetTests {

    private static final String HEADER = "probeset_id|batch_name|n_AA|n_AB|n_BB|n_NC\n";
    private static final String GCOUNT = "#CHROM|POS|ID|REF|ALT|HOM_REF_CT|HET_REF_ALT_CTS|TWO_ALT_GENO_CTS|HAP_REF_CT"
            + "|HAP_ALT_CTS|MISSING_CT\n";

    @TempDir
    private Path folder;

    private record Divided(List<String> rows, List<String> warnings, DividedProbesets probesets) {}

    /** Does with a data set what a cluster does with it. */
    private static Divided divided(InputFiles files, long bytesOfPart, int partitions) throws Exception {
        DividedDataSet dataSet = DividedDataSet.of(files);
        List<FilePart> parts = new ArrayList<>();
        for (int file = 0; file < dataSet.files(); file++) {
            long length = Files.size(files.files().get(file).path());
            List<FilePart> ofFile = dataSet.parts(file, length, bytesOfPart);
            for (int part = 0; part < ofFile.size(); part++) {
                parts.add(sent(ofFile.get(part)));
                try (InputStream bytes = open(files, ofFile.get(part))) {
                    dataSet.take(part, sent(PartScan.of(ofFile.get(part), bytes, Cancellation.NEVER)));
                }
            }
        }
        dataSet.check();
        GenotypingBatches batches = sent(dataSet.genotypingBatches());
        List<PackedCounts.Packed> packed = new ArrayList<>();
        for (FilePart part : parts) {
            try (InputStream bytes = open(files, part)) {
                Iterator<PackedCounts.Packed> ofPart = PackedCounts.read(part, bytes, batches);
                ofPart.forEachRemaining(packed::add);
            }
        }
        packed.sort((a, b) -> Arrays.compareUnsigned(a.id(), b.id()));
        List<byte[]> bounds = new ArrayList<>(dataSet.sample().bounds(partitions));
        bounds.add(new byte[] {(byte) 0xff});
        List<String> rows = new ArrayList<>();
        List<PartitionCheck> checks = new ArrayList<>();
        int next = 0;
        for (byte[] bound : bounds) {
            PackedCounts group = new PackedCounts(batches);
            for (;
                    next < packed.size()
                            && Arrays.compareUnsigned(packed.get(next).id(), bound) < 0;
                    next++) {
                group.add(packed.get(next));
            }
            PartitionCheck check = new PartitionCheck();
            check.lookAt(group, batches, dataSet.mayTotalsOverflow());
            checks.add(sent(check));
            rows.addAll(DataSetFiles.rows(group.counts()));
        }
        DividedProbesets probesets = dataSet.probesets(checks, Cancellation.NEVER);
        return new Divided(rows, probesets.warnings(), probesets);
    }

    private static InputStream open(InputFiles files, FilePart part) throws IOException {
        InputStream bytes = files.files().get(part.file()).open();
        bytes.skipNBytes(part.start());
        return bytes;
    }

    private static <T> T sent(T object) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            @SuppressWarnings("unchecked")
            T received = (T) in.readObject();
            return received;
        }
    }

    private static void isReadAsInOneGo(InputFiles files) throws Exception {
        ProbesetCounts expected = DataSetFiles.read(files);
        for (int bytesOfPart : new int[] {67, 1000, 1 << 20}) {
            Divided divided = divided(files, bytesOfPart, 5);
            assertThat(divided.rows()).isEqualTo(DataSetFiles.rows(expected));
            assertThat(divided.warnings()).isEqualTo(expected.warnings());
            DividedProbesets probesets = divided.probesets();
            assertThat(probesets.probesets()).isEqualTo(expected.probesets());
            assertThat(probesets.isAnnotated()).isEqualTo(expected.isAnnotated());
            for (int probeset = 0; probeset < expected.probesets(); probeset++) {
                assertThat(probesets.probesetId(probeset)).isEqualTo(expected.probesetId(probeset));
                assertThat(probesets.place(probeset)).isEqualTo(expected.place(probeset));
            }
            assertThat(probesets.strata()).isEqualTo(expected.strata());
            assertThat(IntStream.range(0, probesets.genotypingBatches()).mapToObj(probesets::genotypingBatchName))
                    .containsExactlyElementsOf(IntStream.range(0, expected.genotypingBatches())
                            .mapToObj(expected::genotypingBatchName)
                            .toList());
        }
    }

    private static String table(String separator, Random random) {
        StringBuilder text = new StringBuilder();
        List<String> rows = new ArrayList<>();
        for (int probeset = 0; probeset < 40; probeset++) {
            for (int batch = 0; batch < 5; batch++) {
                if (random.nextInt(50) > 0) {
                    rows.add("AX-" + "\u00e4\uffee\ud83d\ude00".substring(0, probeset % 2) + probeset + "|b" + batch
                            + "|" + random.nextInt(100) + "|" + (long) Math.scalb(1.0, random.nextInt(40)) + "|3|0");
                }
            }
        }
        java.util.Collections.shuffle(rows, random);
        rows.forEach(row -> text.append(row).append(separator));
        return text.toString();
    }

    @Test
    void tablesInAnyOrderWithAnyEndsOfLines() throws Exception {
        for (String separator : List.of("\n", "\r\n", "\n\n")) {
            String text = "# a comment\n" + HEADER + table(separator, new Random(3));
            isReadAsInOneGo(DataSetFiles.in(folder).with("counts.tsv", text).files());
        }
    }

    @Test
    void aTableWhoseLinesEndByCarriageReturnsAndWhoseLastLineDoesNot() throws Exception {
        String text = (HEADER + table("\n", new Random(4))).replace('\n', '\r');
        isReadAsInOneGo(DataSetFiles.in(folder)
                .with("counts.tsv", text.substring(0, text.length() - 1))
                .files());
    }

    @Test
    void quotesAndTextBeyondAscii() throws Exception {
        isReadAsInOneGo(DataSetFiles.in(folder)
                .with(
                        "counts.tsv",
                        HEADER
                                + "\"\"\"a\"|b1|1|2|3|4\n"
                                + "\u00e9|\u00e9\u00e9|1|2|3|4\n"
                                + "z|b1|9|9|9|9\n"
                                + "\ud83d\ude00|b1|1|2|3|4\n"
                                + "\uff00|b1|1|2|3|4\n")
                .files());
    }

    @Test
    void strata() throws Exception {
        isReadAsInOneGo(DataSetFiles.in(folder)
                .with(
                        "counts.tsv",
                        HEADER.replace("\n", "|stratum\n")
                                + "p2|b1|1|2|3|4|w\n"
                                + "p1|b2|1|2|3|4|e\n"
                                + "p1|b1|1|2|3|5|e\n"
                                + "p1|b1|1|2|3|4|w\n"
                                + "p2|b3|1|2|3|4|s\n")
                .files());
    }

    @Test
    void filesOfPlinkInWhichAllelesAreExchanged() throws Exception {
        isReadAsInOneGo(DataSetFiles.in(folder)
                .with(
                        "p.b1.gcount",
                        GCOUNT + "1|5|rs1|A|C|9|2|1|0|0|3\nX|6|rs2|G|.|9|0|0|4|0|3\n26|7|rs3|T|A|1|2|3|0|0|0\n")
                .with("p.b2.gcount", GCOUNT + "1|5|rs1|C|A|1|2|9|0|0|3\n23|6|rs4|G|T|9|2|1|4|5|3\n")
                .with("p.b3.gcount", GCOUNT + "30|5|rs5|A|C|9|2|1|0|0|3\nX|6|rs2|A|G|9|2|1|0|0|3\n")
                .files());
    }

    @Test
    void filesOfAxiomWithControls() throws Exception {
        String header = "probeset_id|BestProbeset|n_AA|n_AB|n_BB|n_NC\n";
        InputFiles files = DataSetFiles.in(folder)
                .with("b1/Ps.performance.txt", header + "AX-2|1|1|2|3|4\nAFFX-1|1|1|2|3|4\nAX-1|0|1|2|3|4\n")
                .with("b2/Ps.performance.txt", header + "AX-2|1|1|2|3|4\nAX-1|1|5|2|3|4\n")
                .files();
        isReadAsInOneGo(files);
        isReadAsInOneGo(files.withBestProbesetsOnly(true));
    }

    @Test
    void anAnnotation() throws Exception {
        DataSetFiles.in(folder)
                .with("annotation.tsv", "probeset_id|chromosome|snp_id\np1|chrX|rs1\np3|7|rs1\np9|7|rs2\n")
                .files();
        InputFiles files = DataSetFiles.in(folder)
                .with("counts.tsv", HEADER + "p3|b1|1|2|3|4\np1|b1|1|2|3|4\np2|b2|1|2|3|4\n")
                .files()
                .withAnnotation(folder.resolve("annotation.tsv"));
        isReadAsInOneGo(files);
        assertThat(divided(files, 10, 2).probesets().onSexChromosomes().stream())
                .containsExactly(0);
    }

    @Test
    void faultsAreThoseOfReadingInOneGo() throws Exception {
        String sound = "p1|b1|1|2|3|4\np2|b1|1|2|3|4\n";
        for (String faulty : List.of(
                "p3|b1|1|x|3|4\np4|b1|1|2|3\n\np5|b1|-1|2|3|4\n",
                sound,
                "p4|b1|1|2|3|4\np3|b2|1|2|3|4\np4|b1|1|2|3|4\np4|b1|1|2|3|4\n",
                "p6|b1|" + (1L << 62) + "|" + (1L << 61) + "|3|4\n",
                "\"p7|b1|1|2|3|4\n",
                "")) {
            InputFiles files = DataSetFiles.in(folder)
                    .with("one.tsv", HEADER + sound)
                    .with("two.tsv", HEADER + faulty)
                    .files();
            isRejectedAsInOneGo(files);
        }
    }

    @Test
    void faultsBetweenFilesOfPlinkAreThoseOfReadingInOneGo() throws Exception {
        isRejectedAsInOneGo(DataSetFiles.in(folder)
                .with("p.b1.gcount", GCOUNT + "1|5|rs1|A|C|9|2|1|0|0|3\n2|6|rs2|G|T|9|2|1|0|0|3\n")
                .with("p.b2.gcount", GCOUNT + "1|6|rs1|A|C|9|2|1|0|0|3\n2|6|rs2|A|T|9|2|1|0|0|3\n")
                .files());
    }

    @Test
    void aFileThatIsCutOffIsRefusedAsInOneGo() throws Exception {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (var out = new java.util.zip.GZIPOutputStream(compressed)) {
            out.write((HEADER + table("\n", new Random(5))).replace('|', '\t').getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = compressed.toByteArray();
        isReadAsInOneGo(DataSetFiles.in(folder).with("counts.tsv.gz", bytes).files());
        isRejectedAsInOneGo(DataSetFiles.in(folder)
                .with("counts.tsv.gz", Arrays.copyOf(bytes, bytes.length / 2))
                .files());
    }

    private static void isRejectedAsInOneGo(InputFiles files) {
        InvalidInputException expected =
                catchThrowableOfType(InvalidInputException.class, () -> DataSetFiles.read(files));
        for (int bytesOfPart : new int[] {10, 1000}) {
            InvalidInputException rejected =
                    catchThrowableOfType(InvalidInputException.class, () -> divided(files, bytesOfPart, 3));
            assertThat(rejected.faults()).isEqualTo(expected.faults());
        }
    }

    @Test
    void parametersAreSentToo() throws Exception {
        assertThat(sent(TestParameters.DEFAULTS)).isEqualTo(TestParameters.DEFAULTS);
    }
}
