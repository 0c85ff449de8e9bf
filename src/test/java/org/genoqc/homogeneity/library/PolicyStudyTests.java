package org.genoqc.homogeneity.library;

import static org.assertj.core.api.Assertions.assertThat;

import org.genoqc.homogeneity.library.FaultyArray.Fault;
import org.junit.jupiter.api.Test;

/** A small form of what docs/findings.md shows; the faults are known, since they were made. */
class PolicyStudyTests {

    private static final int SIZE_OF_5_PERCENT = 2;

    private static final FaultyArray BATCHES_OF_2750 = new FaultyArray(2000, 6, 2750, 200, 0, 1);

    @Test
    void theDefaultPolicyFindsFaultsOfFivePercentInLargeBatchesAndLittleElse() throws Exception {
        PolicyStudy study = PolicyStudy.of(BATCHES_OF_2750);
        PolicyStudy.Taken taken = study.taken("balanced");

        for (Fault fault : Fault.values()) {
            for (int size = SIZE_OF_5_PERCENT; size < FaultyArray.SIZES.length; size++) {
                assertThat(taken.recall(fault, size))
                        .as(fault.label() + ", " + FaultyArray.SIZES[size])
                        .isGreaterThanOrEqualTo(0.95);
            }
        }
        assertThat(taken.precision()).isGreaterThanOrEqualTo(0.95);
        assertThat(study.ranking()).startsWith(FaultyArray.batchName(BATCHES_OF_2750.badPlate()));
    }
}
