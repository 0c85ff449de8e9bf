package org.genoqc.homogeneity.findings;

/** Whether there is anything to compare between a genotyping batch and the rest. */
final class Testable {

    private Testable() {}

    static boolean any(GenotypeCounts batch, GenotypeCounts rest) {
        return ofCalls(batch, rest) || ofNocalls(batch, rest);
    }

    static boolean ofCalls(GenotypeCounts batch, GenotypeCounts rest) {
        int genotypes = (batch.aa() + rest.aa() > 0 ? 1 : 0)
                + (batch.ab() + rest.ab() > 0 ? 1 : 0)
                + (batch.bb() + rest.bb() > 0 ? 1 : 0);
        return batch.called() > 0 && rest.called() > 0 && genotypes > 1;
    }

    static boolean ofNocalls(GenotypeCounts batch, GenotypeCounts rest) {
        return FourfoldTable.ofNocalls(batch, rest).isTestable();
    }
}
