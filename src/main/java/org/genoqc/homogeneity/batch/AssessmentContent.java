package org.genoqc.homogeneity.batch;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.genoqc.homogeneity.findings.ComponentResult;
import org.genoqc.homogeneity.findings.Finding;
import org.genoqc.homogeneity.findings.FindingKind;
import org.genoqc.homogeneity.findings.GenotypeCounts;
import org.genoqc.homogeneity.findings.ProbesetAssessment;
import org.genoqc.homogeneity.statistics.Method;

/** An assessment in the content of a batch. */
final class AssessmentContent {

    private AssessmentContent() {}

    static void write(DataOutputStream out, ProbesetAssessment assessment) throws IOException {
        write(out, assessment.calls());
        write(out, assessment.nocalls());
        out.writeDouble(assessment.callRate());
        out.writeDouble(assessment.maf());
        out.writeDouble(assessment.cramersV());
        out.writeDouble(assessment.largestFrequencyDifference());
        out.writeDouble(assessment.largestNocallDifference());
        out.writeInt(assessment.worstBatch());
        out.writeDouble(assessment.pValueWithoutWorst());
        out.writeInt(assessment.findings().size());
        for (Finding finding : assessment.findings()) {
            write(out, finding);
        }
    }

    static ProbesetAssessment read(DataInputStream in) throws IOException {
        ComponentResult calls = readComponent(in);
        ComponentResult nocalls = readComponent(in);
        double callRate = in.readDouble();
        double maf = in.readDouble();
        double cramersV = in.readDouble();
        double frequencyDifference = in.readDouble();
        double nocallDifference = in.readDouble();
        int worst = in.readInt();
        double withoutWorst = in.readDouble();
        int found = in.readInt();
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < found; i++) {
            findings.add(readFinding(in));
        }
        return new ProbesetAssessment(
                calls,
                nocalls,
                callRate,
                maf,
                cramersV,
                frequencyDifference,
                nocallDifference,
                worst,
                withoutWorst,
                findings);
    }

    private static void write(DataOutputStream out, ComponentResult component) throws IOException {
        out.writeByte(code(component.method()));
        out.writeDouble(component.pValue());
        out.writeDouble(component.lnPValue());
    }

    private static ComponentResult readComponent(DataInputStream in) throws IOException {
        return new ComponentResult(method(in.readByte()), in.readDouble(), in.readDouble());
    }

    private static void write(DataOutputStream out, Finding finding) throws IOException {
        out.writeInt(finding.probeset());
        out.writeInt(finding.genotypingBatch());
        out.writeInt(finding.stratum());
        write(out, finding.batch());
        write(out, finding.rest());
        out.writeDouble(finding.lnPValueCalls());
        out.writeDouble(finding.lnPValueNocalls());
        out.writeByte(finding.kinds().stream().mapToInt(AssessmentContent::code).sum());
    }

    private static Finding readFinding(DataInputStream in) throws IOException {
        return new Finding(
                in.readInt(),
                in.readInt(),
                in.readInt(),
                readCounts(in),
                readCounts(in),
                in.readDouble(),
                in.readDouble(),
                kinds(in.readByte()));
    }

    private static void write(DataOutputStream out, GenotypeCounts counts) throws IOException {
        out.writeLong(counts.aa());
        out.writeLong(counts.ab());
        out.writeLong(counts.bb());
        out.writeLong(counts.nc());
    }

    private static GenotypeCounts readCounts(DataInputStream in) throws IOException {
        return new GenotypeCounts(in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }

    /** One bit each, so that they add up to a set. */
    private static int code(FindingKind kind) {
        return switch (kind) {
            case CALLS -> 1;
            case NOCALLS -> 2;
            case SWAPPED_ALLELES -> 4;
            case COLLAPSED_CLUSTER -> 8;
        };
    }

    private static Set<FindingKind> kinds(int codes) {
        Set<FindingKind> kinds = EnumSet.noneOf(FindingKind.class);
        for (FindingKind kind : FindingKind.values()) {
            if ((codes & code(kind)) != 0) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    private static int code(Method method) {
        return switch (method) {
            case SKIPPED -> 0;
            case STANDARD -> 1;
            case MONTE_CARLO -> 2;
        };
    }

    private static Method method(int code) throws IOException {
        return switch (code) {
            case 0 -> Method.SKIPPED;
            case 1 -> Method.STANDARD;
            case 2 -> Method.MONTE_CARLO;
            default -> throw new IOException("no method has the code " + code);
        };
    }
}
