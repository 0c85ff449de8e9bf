package org.genoqc.homogeneity.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.genoqc.homogeneity.counts.CountsReader;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.fault.HeapBudgetExceededException;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.genoqc.homogeneity.table.SkipReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbesetAssessorTests {

    private static final ProbesetResult ANY = new ProbesetResult(2, 0, 200, 1, Set.of(), null, SkipReason.ONE_GENOTYPE);

    @TempDir
    private Path directory;

    private ProbesetCounts counts() throws IOException {
        Path file = Files.writeString(
                directory.resolve("in.tsv"),
                "probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\nP\tb1\t100\t0\t0\t0\nP\tb2\t0\t0\t100\t0\n");
        return new CountsReader(HeapBudget.ofThisJvm().share(), Cancellation.NEVER).read(file);
    }

    @Test
    void findsSwappedAllelesInBothOfTwoBatches() throws Exception {
        ProbesetAssessment assessment = new ProbesetAssessor(
                        counts(),
                        TestParameters.DEFAULTS,
                        HeapBudget.ofThisJvm().share())
                .assess(0, ANY);
        assertThat(assessment.findings()).hasSize(2);
        assertThat(assessment.findings()).allMatch(finding -> finding.kinds().contains(FindingKind.SWAPPED_ALLELES));
        assertThat(assessment.largestFrequencyDifference()).isEqualTo(1);
        assertThat(assessment.nocalls()).isEqualTo(ComponentResult.SKIPPED);
    }

    @Test
    void whatIsFoundIsTakenFromTheHeapBudget() throws Exception {
        ProbesetCounts counts = counts();
        try (HeapBudget.Share heap = new HeapBudget(1000).share()) {
            ProbesetAssessor assessor = new ProbesetAssessor(counts, TestParameters.DEFAULTS, heap);
            assessor.assess(0, ANY);
            assertThatExceptionOfType(HeapBudgetExceededException.class).isThrownBy(() -> assessor.assess(0, ANY));
        }
    }
}
