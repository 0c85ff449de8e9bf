package org.genoqc.homogeneity.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.EnumSet;
import java.util.List;
import org.genoqc.homogeneity.fault.TsvFormatException;
import org.genoqc.homogeneity.findings.BeforeAndAfter.Change;
import org.junit.jupiter.api.Test;

class ResultComparisonTests {

    private static final String HEADER = "probeset_id\tchi2_statistic\tpvalue\tln_pvalue\n";

    @Test
    void probesetsAreComparedById() throws IOException {
        String before = HEADER
                + "a\t9\t0.01\t-4.6\n"
                + "b\t9\t0.01\t-4.6\n"
                + "c\t1\t0.05\t-2.9\n"
                + "d\t900\t0.0\t-800.0\n"
                + "f\tNaN\tNaN\tNaN\n"
                + "\uff21\t1\t0.5\t-0.7\n"
                + "\ud83e\uddec\t1\t0.5\t-0.7\n";
        String after = HEADER
                + "b\t9\t0.02\t-3.9\n"
                + "c\t9\t0.049\t-3.0\n"
                + "d\t1\t0.5\t-0.7\n"
                + "e\t9\t0.01\t-4.6\n"
                + "f\t9\t0.5\t-0.7\n"
                + "\ud83e\uddec\t1\t0.4\t-0.9\n";
        StringBuilder out = new StringBuilder();
        BeforeAndAfter counts = ResultComparison.results(new StringReader(before), new StringReader(after), out);
        assertThat(out.toString().lines())
                .containsExactly(
                        ResultComparison.HEADER,
                        "a\tbefore\t0.01\t\t-4.6\t",
                        "b\tboth\t0.01\t0.02\t-4.6\t-3.9",
                        "c\tafter\t0.05\t0.049\t-2.9\t-3.0",
                        "d\tbefore\t0.0\t0.5\t-800.0\t-0.7",
                        "e\tafter\t\t0.01\t\t-4.6",
                        "f\tneither\tNaN\t0.5\tNaN\t-0.7",
                        "\uff21\tneither\t0.5\t\t-0.7\t",
                        "\ud83e\uddec\tneither\t0.5\t0.4\t-0.7\t-0.9");
        assertThat(counts.number(Change.BOTH)).isEqualTo(1);
        assertThat(counts.number(Change.BEFORE)).isEqualTo(2);
        assertThat(counts.number(Change.AFTER)).isEqualTo(2);
        assertThat(counts.number(Change.NEITHER)).isEqualTo(3);
        assertThat(counts.onlyBefore()).isEqualTo(2);
        assertThat(counts.onlyAfter()).isEqualTo(1);
    }

    @Test
    void findingsAreGoneAndNew() throws IOException {
        String before = FindingsTsvTests.tsv(
                List.of(finding("a", "P1", -20), finding("a", "P3", -30), finding("c", "P1", -40)));
        String after = FindingsTsvTests.tsv(
                List.of(finding("a", "P2", -50), finding("a", "P3", -60), finding("b", "P9", -70)));
        StringBuilder out = new StringBuilder();
        BeforeAndAfter counts = ResultComparison.findings(new StringReader(before), new StringReader(after), out);
        assertThat(out.toString().lines())
                .containsExactly(
                        ResultComparison.HEADER_OF_FINDINGS,
                        "a\tP1\tbefore\tcalls\t\t-20.0\t\t-0.5\t",
                        "a\tP2\tafter\t\tcalls\t\t-50.0\t\t-0.5",
                        "a\tP3\tboth\tcalls\tcalls\t-30.0\t-60.0\t-0.5\t-0.5",
                        "b\tP9\tafter\t\tcalls\t\t-70.0\t\t-0.5",
                        "c\tP1\tbefore\tcalls\t\t-40.0\t\t-0.5\t");
        assertThat(counts.number(Change.BOTH)).isEqualTo(1);
        assertThat(counts.onlyBefore()).isEqualTo(2);
        assertThat(counts.onlyAfter()).isEqualTo(2);
    }

    @Test
    void otherFilesAreRefused() {
        refused("probeset_id\tpvalue\n", "the result before, line 1: no column ln_pvalue");
        refused(HEADER + "b\t1\t0.5\t-0.7\na\t1\t0.5\t-0.7\n", "line 3: a comes after b");
        refused(HEADER + "a\t1\t0.5\t-0.7\na\t1\t0.5\t-0.7\n", "line 3: a comes after a");
        refused(HEADER + "a\t1\t1.5\t-0.7\n", "line 2: pvalue can't be 1.5");
        refused(HEADER + "a\t1\tx\t-0.7\n", "line 2: pvalue can't be x");
        refused(HEADER + "a\t1\t0.5\n", "line 2: 3 fields, where the header has 4");
        refused("", "line 1: no column probeset_id");
    }

    private static void refused(String before, String complaint) {
        assertThatThrownBy(() -> ResultComparison.results(
                        new StringReader(before), new StringReader(HEADER), new StringBuilder()))
                .isInstanceOf(TsvFormatException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void findingsOfStrataAreComparedByStratum() throws IOException {
        String header = FindingsWriter.HEADER + "\tstratum\n";
        String row = "a\tP1\tcalls" + "\t1\t2\t3\t4".repeat(2) + "\t0.1\t-2.5\t0.6\t-0.5" + "\t0".repeat(9);
        StringBuilder out = new StringBuilder();
        ResultComparison.findings(
                new StringReader(header + row + "\tx\n" + row + "\ty\n"),
                new StringReader(header + row + "\ty\n"),
                out);
        assertThat(out.toString().lines())
                .containsExactly(
                        ResultComparison.HEADER_OF_FINDINGS + "\tstratum",
                        "a\tP1\tbefore\tcalls\t\t-2.5\t\t-0.5\t\tx",
                        "a\tP1\tboth\tcalls\tcalls\t-2.5\t-2.5\t-0.5\t-0.5\ty");
    }

    private static NamedFinding finding(String probeset, String batch, double ln) {
        GenotypeCounts counts = new GenotypeCounts(1, 2, 3, 4);
        return new NamedFinding(probeset, batch, "", counts, counts, ln, -0.5, EnumSet.of(FindingKind.CALLS));
    }
}
