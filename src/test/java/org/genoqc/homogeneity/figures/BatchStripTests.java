package org.genoqc.homogeneity.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.genoqc.homogeneity.findings.FindingKind;
import org.genoqc.homogeneity.findings.ReportCard;
import org.genoqc.homogeneity.findings.ReportCard.AgainstRest;
import org.genoqc.homogeneity.findings.ReportCard.Grade;
import org.junit.jupiter.api.Test;

class BatchStripTests {

    private static final AgainstRest SOUND = new AgainstRest(5000, 1.02, 4000, 1.01);

    private static Grade grade(String name, long findings, AgainstRest calls) {
        return new Grade(name, 96, 0.99, 5000, calls, SOUND, findings, Map.of(FindingKind.CALLS, findings), 0, 0);
    }

    /** Those that stand out, of these and 20 sound ones with so many findings. */
    private static List<String> standingOut(long usual, Grade... special) {
        List<Grade> grades = new ArrayList<>(List.of(special));
        for (int i = 0; i < 20; i++) {
            grades.add(grade("sound" + i, usual, SOUND));
        }
        ReportCard card = new ReportCard(5000, 300, grades);
        BatchStrip strip = new BatchStrip(card);
        return card.batches().stream().filter(strip::standsOut).map(Grade::name).toList();
    }

    @Test
    void aBatchWithManyMoreFindingsThanTheOthersStandsOut() {
        assertThat(standingOut(2, grade("bad", 40, SOUND))).containsExactly("bad");
        assertThat(standingOut(0, grade("bad", 9, SOUND))).containsExactly("bad");
    }

    @Test
    void aFewMoreFindingsMayBeChanceAndLessThanThreeTimesAsManyAreNotEnough() {
        assertThat(standingOut(0, grade("four", 4, SOUND))).isEmpty();
        assertThat(standingOut(1000, grade("twice", 2000, SOUND))).isEmpty();
    }

    @Test
    void aBatchThatDiffersALittleEverywhereStandsOutByLambda() {
        assertThat(standingOut(0, grade("shifted", 0, new AgainstRest(5000, 1.7, 4000, 1.8))))
                .containsExactly("shifted");
        // of too few tests
        assertThat(standingOut(0, grade("few", 0, new AgainstRest(5000, 1.7, 40, 1.8))))
                .isEmpty();
        assertThat(standingOut(0, grade("none", 0, new AgainstRest(0, Double.NaN, 0, Double.NaN))))
                .isEmpty();
    }
}
