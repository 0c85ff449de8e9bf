package org.genoqc.homogeneity.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.genoqc.homogeneity.counts.ProbesetPlace;
import org.genoqc.homogeneity.fault.TsvFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingsTsvTests {

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        List<NamedFinding> findings = new ArrayList<>();
        Random random = new Random(4);
        for (String probeset : List.of(" ", "#a", "AX \"2\"", "AX,1", "\uff21", "\ud83e\uddec")) {
            for (String batch : List.of("P 1", "P2", "\u00e9")) {
                findings.add(finding(probeset, batch, random));
            }
        }
        String tsv = tsv(findings);
        assertThat(tsv.lines().map(line -> line.split("\t", -1).length)).containsOnly(24);
        assertThat(read(tsv)).isEqualTo(findings);
    }

    @Test
    void effectsAreColumns() throws IOException {
        NamedFinding finding = new NamedFinding(
                "AX-1",
                "P1",
                "",
                new GenotypeCounts(10, 20, 10, 10),
                new GenotypeCounts(160, 40, 0, 0),
                -800,
                Math.log(0.25),
                EnumSet.of(FindingKind.NOCALLS, FindingKind.CALLS));
        String[] row = tsv(List.of(finding)).lines().toList().get(1).split("\t");
        assertThat(row).startsWith("AX-1", "P1", "calls,nocalls", "10", "20", "10", "10", "160", "40", "0", "0");
        // e^-800 is below the smallest double, its logarithm is not
        assertThat(row[11]).isEqualTo("0.0");
        assertThat(row[12]).isEqualTo("-800.0");
        assertThat(Double.parseDouble(row[13])).isEqualTo(0.25);
        // 40 of 80 B, 40 of 400; 20 of 40 AB, 40 of 200; 10 of 50 missing; odds 1 over 1/9
        assertThat(row[15]).isEqualTo("0.5");
        assertThat(row[16]).isEqualTo("0.1");
        assertThat(row[17]).isEqualTo("0.4");
        assertThat(row[18]).isEqualTo("0.3");
        assertThat(row[19]).isEqualTo("0.2");
        assertThat(Double.parseDouble(row[20])).isBetween(8.999999, 9.000001);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AX-1\tP1 | AX-1\tP\t1 | 25 fields, where the header has 24",
                "calls\t1 | calls\t-1 | n_AA can't be -1",
                "calls\t1 | calls\t1.5 | n_AA can't be 1.5",
                "P1\tcalls | P1\tcolor | no kind of findings is called color",
                "P1\tcalls | P1\tcalls, | no kind of findings is called",
                "-20.0 | 0.5 | the logarithm of a p-value can't be 0.5",
                "-20.0 | NaN | the logarithm of a p-value can't be NaN",
                "ln_pvalue_calls | p | no column ln_pvalue_calls",
                "AX-1 | BX-1 | AX-2 comes after BX-1"
            })
    void anythingElseIsRefused(String part, String other, String complaint) throws IOException {
        NamedFinding first = finding("AX-1", "P1", new Random(1));
        NamedFinding calls = new NamedFinding(
                "AX-1", "P1", "", new GenotypeCounts(1, 2, 3, 4), first.rest(), -20, 0, EnumSet.of(FindingKind.CALLS));
        String tsv = tsv(List.of(calls, finding("AX-2", "P1", new Random(2))));
        assertThatThrownBy(() -> read(tsv.replaceFirst(part, other)))
                .isInstanceOf(TsvFormatException.class)
                .hasMessageStartingWith("here, line ")
                .hasMessageContaining(complaint);
    }

    @Test
    void noFindingsAreAHeader() throws IOException {
        assertThat(read(tsv(List.of()))).isEmpty();
        assertThatThrownBy(() -> read("")).isInstanceOf(TsvFormatException.class);
    }

    @Test
    void aLineWithoutEndIsRefused() {
        assertThatThrownBy(() -> read("x".repeat(TsvRows.MAX_LINE + 1)))
                .isInstanceOf(TsvFormatException.class)
                .hasMessageContaining("longer than");
    }

    private static NamedFinding finding(String probeset, String batch, Random random) {
        GenotypeCounts some =
                new GenotypeCounts(random.nextInt(9), random.nextInt(9), random.nextInt(9), random.nextInt(9));
        GenotypeCounts more = new GenotypeCounts(random.nextLong(1L << 53), 0, 1, 2);
        FindingKind kind = FindingKind.values()[random.nextInt(4)];
        return new NamedFinding(
                probeset, batch, "", some, more, -1000 * random.nextDouble(), -random.nextDouble(), EnumSet.of(kind));
    }

    private static NamedFinding inStratum(String batch, String stratum) {
        NamedFinding some = finding("AX-1", batch, new Random(7));
        return new NamedFinding(
                "AX-1",
                batch,
                stratum,
                some.batch(),
                some.rest(),
                some.lnPValueCalls(),
                some.lnPValueNocalls(),
                some.kinds());
    }

    private static String tsvOfStrata(List<NamedFinding> findings) throws IOException {
        StringBuilder out = new StringBuilder();
        FindingsWriter writer = new FindingsWriter(out, true, true);
        writer.writeHeader();
        for (NamedFinding finding : findings) {
            writer.write(finding, ProbesetPlace.UNKNOWN);
        }
        return out.toString();
    }

    @Test
    void aGenotypingBatchMayBeFoundInSeveralStrata() throws IOException {
        List<NamedFinding> findings = List.of(inStratum("P1", "x"), inStratum("P1", "y"), inStratum("P2", "a"));
        String tsv = tsvOfStrata(findings);
        assertThat(tsv.lines().findFirst().orElseThrow())
                .isEqualTo(FindingsWriter.HEADER + "\tstratum\tchromosome\tposition\tsnp_id");
        assertThat(read(tsv)).isEqualTo(findings);
        assertThatThrownBy(() -> read(tsvOfStrata(List.of(inStratum("P1", "y"), inStratum("P1", "x")))))
                .isInstanceOf(TsvFormatException.class)
                .hasMessageContaining("x comes after y");
        assertThatThrownBy(() -> read(tsvOfStrata(List.of(inStratum("P1", "x"), inStratum("P1", "x")))))
                .isInstanceOf(TsvFormatException.class);
    }

    static String tsv(List<NamedFinding> findings) throws IOException {
        StringBuilder out = new StringBuilder();
        FindingsWriter writer = new FindingsWriter(out);
        writer.writeHeader();
        for (NamedFinding finding : findings) {
            writer.write(finding);
        }
        return out.toString();
    }

    private static List<NamedFinding> read(String tsv) throws IOException {
        List<NamedFinding> findings = new ArrayList<>();
        try (FindingsReader reader = new FindingsReader(new StringReader(tsv), "here")) {
            for (NamedFinding next = reader.next(); next != null; next = reader.next()) {
                findings.add(next);
            }
        }
        return findings;
    }
}
