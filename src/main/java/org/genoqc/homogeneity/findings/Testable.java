package org.genoqc.homogeneity.findings;

/** Whether there is anything to compare between a genotyping batch and the rest. */
final class Testable {

    private Testable() {}

    static boolean any(GenotypeCounts batch, GenotypeCounts rest) {
        return ofCalls(batch, rest) || ofNocalls(batch, rest);
    }

    static boolean ofCalls(GenotypeCounts batch, GenotypeCounts rest) {
        return batch.called() > 0 && rest.called() > 0 && batch.plus(rest).genotypes() > 1;
    }

    static boolean ofNocalls(GenotypeCounts batch, GenotypeCounts rest) {
        return FourfoldTable.ofNocalls(batch, rest).isTestable();
    }
}
