package org.genoqc.homogeneity.analysis;

import java.util.Optional;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.counts.ProbesetNames;
import org.genoqc.homogeneity.parameters.SexChromosomes;
import org.genoqc.homogeneity.parameters.TestParameters;

/** What is said where probesets are on X, on Y or in the mitochondria. */
public final class SexChromosomeWarning {

    private SexChromosomeWarning() {}

    /** Empty where none is, as the annotation says. */
    public static Optional<String> of(ProbesetNames names, TestParameters parameters) {
        long number = IntStream.range(0, names.probesets())
                .filter(names::isOnSexChromosome)
                .count();
        if (number == 0) {
            return Optional.empty();
        }
        String are = number + (number == 1 ? " probeset is" : " probesets are") + " on X, Y or MT";
        return Optional.of(
                parameters.sexChromosomes() == SexChromosomes.SKIP
                        ? are + " and skipped (sex_chromosomes=skip)"
                        : are
                                + ", where genotyping batches of different sex ratio differ for no fault of the array,"
                                + " and where PLINK counts heterozygous haploid calls as missing; they are left out of"
                                + " lambda, Hardy-Weinberg p-values and the report card");
    }
}
