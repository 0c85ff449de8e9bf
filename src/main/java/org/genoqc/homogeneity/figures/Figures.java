package org.genoqc.homogeneity.figures;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.analysis.CompletedDataSet;
import org.genoqc.homogeneity.batch.BatchTiming;
import org.genoqc.homogeneity.batch.BatchVerdict;
import org.genoqc.homogeneity.counts.ProbesetNames;
import org.genoqc.homogeneity.findings.ComponentResult;
import org.genoqc.homogeneity.findings.ExclusionCounts;
import org.genoqc.homogeneity.findings.Exclusions;
import org.genoqc.homogeneity.findings.FindingsSource;
import org.genoqc.homogeneity.findings.Policy;
import org.genoqc.homogeneity.findings.ProbesetAssessment;
import org.genoqc.homogeneity.findings.ReportCard;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.statistics.Method;
import org.genoqc.homogeneity.statistics.PValueFloor;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.genoqc.homogeneity.statistics.TestResult;
import org.jspecify.annotations.Nullable;

/**
 * Writes the figures of a result as JSON. They depend on the counts and the parameters alone, not on workers, batch sizes
 * or restarts; what is a matter of time is in the timeline. Of a basic analysis there are p-values and numbers by method.
 * P-values are of the probesets that are not on a sex chromosome, as lambda is.
 */
public final class Figures {

    private static final int PROBESETS_BETWEEN_CHECKS = 4096;

    private final Subject subject;
    private final @Nullable ReportCard card;
    private final ProbesetNames names;
    private final PValueFigure all;
    private final PValueFigure calls;
    private final PValueFigure nocalls;
    private final Manhattan manhattan;
    private final SelectedFindings findings = new SelectedFindings();
    private final Map<Method, Long> methods = new EnumMap<>(Method.class);
    private long significant;

    /**
     * What figures are drawn of.
     *
     * @param results by number of the probeset
     * @param assessments likewise; none where the analysis was basic
     * @param floor how small a simulated p-value can be
     */
    public record Subject(
            ProbesetNames names,
            List<ProbesetResult> results,
            List<ProbesetAssessment> assessments,
            PValueFloor floor) {}

    private Figures(Subject subject, @Nullable ReportCard card) {
        this.subject = subject;
        this.card = card;
        this.names = subject.names();
        this.manhattan = new Manhattan(names);
        double floor = 1 / (subject.floor().simulations() + 1.0);
        this.all = new PValueFigure(
                "all",
                floor,
                () -> autosomal().mapToObj(subject.results()::get).mapToDouble(Figures::lnPValueOfStandardTest));
        this.calls = ofComponent("calls", ProbesetAssessment::calls);
        this.nocalls = ofComponent("nocalls", ProbesetAssessment::nocalls);
    }

    private PValueFigure ofComponent(String question, Function<ProbesetAssessment, ComponentResult> component) {
        return new PValueFigure(
                question,
                ComponentResult.FLOOR,
                () -> autosomal()
                        .mapToObj(subject.assessments()::get)
                        .map(component)
                        .mapToDouble(of -> of.method() == Method.STANDARD ? of.lnPValue() : Double.NaN));
    }

    /** The probesets that are not on a sex chromosome. */
    private IntStream autosomal() {
        return IntStream.range(0, names.probesets()).filter(probeset -> !names.isOnSexChromosome(probeset));
    }

    private static double lnPValueOfStandardTest(ProbesetResult result) {
        TestResult test = result.test();
        return test == null || test.method() != Method.STANDARD ? Double.NaN : test.lnPValue();
    }

    /**
     * Writes the figures.
     *
     * @param card of a full analysis; null if it was basic
     * @throws java.util.concurrent.CancellationException soon after cancellation is asked for
     */
    public static void write(
            CompletedDataSet completed, @Nullable ReportCard card, Appendable out, Cancellation cancellation)
            throws IOException {
        write(
                new Subject(
                        completed.counts(),
                        completed.results(),
                        completed.assessments(),
                        PValueFloor.of(completed.run().parameters())),
                card,
                out,
                cancellation);
    }

    /** As {@link #write(CompletedDataSet, ReportCard, Appendable, Cancellation)}, of what has been tested elsewhere. */
    public static void write(Subject subject, @Nullable ReportCard card, Appendable out, Cancellation cancellation)
            throws IOException {
        Figures figures = new Figures(subject, card);
        figures.collect(cancellation);
        figures.write(new JsonWriter(out));
    }

    /**
     * Writes when each probeset batch ran.
     *
     * @param verdict on the batch size; null where there is none
     */
    public static void writeTimeline(List<BatchTiming> timings, @Nullable BatchVerdict verdict, Appendable out)
            throws IOException {
        new Timeline(timings).write(new JsonWriter(out), verdict);
    }

    private void collect(Cancellation cancellation) {
        List<ProbesetResult> results = subject.results();
        List<ProbesetAssessment> assessments = subject.assessments();
        for (int probeset = 0; probeset < results.size(); probeset++) {
            if (probeset % PROBESETS_BETWEEN_CHECKS == 0) {
                cancellation.throwIfRequested();
            }
            add(probeset, results.get(probeset));
            if (!assessments.isEmpty()) {
                add(probeset, assessments.get(probeset));
            }
        }
    }

    private void add(int probeset, ProbesetResult result) {
        methods.merge(result.method(), 1L, Long::sum);
        TestResult test = result.test();
        if (test != null) {
            significant += test.pValue() < TestResult.SIGNIFICANCE_LEVEL ? 1 : 0;
            Quantiles.Extreme pValue = new Quantiles.Extreme(
                    probeset, test.lnPValue(), test.asymptotic().ln(), PValueOrigin.of(test));
            if (!names.isOnSexChromosome(probeset)) {
                all.add(pValue);
            }
            if (!manhattan.isEmpty()) {
                manhattan.add(pValue);
            }
        }
    }

    private void add(int probeset, ProbesetAssessment assessment) {
        if (!names.isOnSexChromosome(probeset)) {
            addComponent(probeset, assessment.calls(), calls);
            addComponent(probeset, assessment.nocalls(), nocalls);
        }
        assessment.findings().forEach(findings::add);
    }

    private static void addComponent(int probeset, ComponentResult component, PValueFigure figure) {
        if (component.method() != Method.SKIPPED) {
            figure.add(new Quantiles.Extreme(
                    probeset, component.lnPValue(), component.lnPValue(), PValueOrigin.of(component)));
        }
    }

    private void write(JsonWriter json) throws IOException {
        json.beginObject();
        writeSummary(json);
        json.name("p_values").beginArray();
        all.write(json, names::probesetId);
        if (card != null) {
            calls.write(json, names::probesetId);
            nocalls.write(json, names::probesetId);
        }
        json.endArray();
        if (!manhattan.isEmpty()) {
            json.name("manhattan");
            manhattan.write(json);
        }
        if (card != null) {
            json.name("genotyping_batches");
            new BatchStrip(card).write(json);
            json.name("findings");
            findings.write(json, names);
            writePolicies(card, json);
        }
        json.endObject();
    }

    private void writeSummary(JsonWriter json) throws IOException {
        json.name("summary").beginObject();
        json.name("probesets").number(names.probesets());
        json.name("genotyping_batches").number(names.genotypingBatches());
        json.name("strata").number(names.strata());
        for (Method method : Method.values()) {
            json.name(method.label()).number(methods.getOrDefault(method, 0L));
        }
        json.name("significance_level").number(TestResult.SIGNIFICANCE_LEVEL);
        json.name("significant").number(significant);
        json.endObject();
    }

    private void writePolicies(ReportCard known, JsonWriter json) throws IOException {
        int maxBatches = Exclusions.defaultMaxBatches(names.genotypingBatches());
        json.name("policies").beginArray();
        for (Policy policy : Policy.NAMED) {
            ExclusionCounts taken = Exclusions.of(
                            FindingsSource.of(names, subject.assessments()::get),
                            policy,
                            known.testedPairs(),
                            maxBatches)
                    .count();
            json.beginObject();
            json.name("policy").text(policy.name());
            json.name("rules").text(policy.text());
            json.name("max_batches").number(maxBatches);
            json.name("whole_probesets").number(taken.wholeProbesets());
            json.name("blanked_pairs").number(taken.blankedPairs());
            json.name("pairs").number(taken.pairs());
            json.name("probesets").number(taken.probesets());
            json.name("batches").number(taken.batches());
            json.endObject();
        }
        json.endArray();
    }
}
