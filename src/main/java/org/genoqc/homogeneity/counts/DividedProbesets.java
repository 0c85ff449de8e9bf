package org.genoqc.homogeneity.counts;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The probesets of a data set whose counts are elsewhere, in parts. Immutable. */
public final class DividedProbesets implements ProbesetNames {

    private final IdPool ids;
    private final ProbesetCounts batches;
    private final @Nullable Annotation annotation;
    private final List<String> warnings;

    /**
     * Of all parts.
     *
     * @param ids in code point order
     * @param batches has the genotyping batches and strata alone
     * @param annotation whose probesets have the numbers of {@code ids}; null where nothing is known
     * @param ofReading what may surprise in the rows, in sentences
     */
    DividedProbesets(IdPool ids, ProbesetCounts batches, @Nullable Annotation annotation, List<String> ofReading) {
        this.ids = ids;
        this.batches = batches;
        this.annotation = annotation;
        List<String> all = new ArrayList<>(ofReading);
        all.addAll(batches.warnings());
        if (annotation != null) {
            all.addAll(annotation.warnings());
        }
        this.warnings = List.copyOf(all);
    }

    /** What was accepted but may surprise, in sentences. */
    public List<String> warnings() {
        return warnings;
    }

    /** Which probesets are on sex chromosomes. */
    public BitSet onSexChromosomes() {
        BitSet onSexChromosomes = new BitSet();
        for (int probeset = 0; probeset < probesets(); probeset++) {
            onSexChromosomes.set(probeset, isOnSexChromosome(probeset));
        }
        return onSexChromosomes;
    }

    @Override
    public int probesets() {
        return ids.size();
    }

    @Override
    public String probesetId(int probeset) {
        return ids.text(probeset);
    }

    @Override
    public int genotypingBatches() {
        return batches.genotypingBatches();
    }

    @Override
    public String genotypingBatchName(int genotypingBatch) {
        return batches.genotypingBatchName(genotypingBatch);
    }

    @Override
    public boolean hasStrata() {
        return batches.hasStrata();
    }

    @Override
    public int strata() {
        return batches.strata();
    }

    @Override
    public String stratumName(int stratum) {
        return batches.stratumName(stratum);
    }

    @Override
    public boolean isAnnotated() {
        return annotation != null;
    }

    @Override
    public ProbesetPlace place(int probeset) {
        return annotation == null
                ? ProbesetPlace.UNKNOWN
                : new ProbesetPlace(
                        annotation.chromosome(probeset), annotation.positions()[probeset], annotation.snpId(probeset));
    }

    @Override
    public boolean isOnSexChromosome(int probeset) {
        return annotation != null && ChromosomeNames.isSex(annotation.chromosome(probeset));
    }
}
