package org.genoqc.homogeneity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.genoqc.homogeneity.client.ServiceClient;
import org.genoqc.homogeneity.library.AnalysisResult;
import org.genoqc.homogeneity.library.ExclusionList;
import org.genoqc.homogeneity.library.ExclusionPolicy;
import org.genoqc.homogeneity.multiqc.MultiQcSection;
import org.genoqc.homogeneity.parameters.Analysis;
import org.genoqc.homogeneity.parameters.ListFormat;
import org.genoqc.homogeneity.parameters.ListIds;
import org.genoqc.homogeneity.parameters.Parameter;
import org.genoqc.homogeneity.parameters.ParameterException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a full analysis can write besides the result, and what is to be taken out. */
final class FindingsOptions {

    private static final String REPORT_CARD = "genotyping-batches";
    private static final String EXCLUSIONS = "--exclusions";
    private static final String MULTIQC = "--multiqc";
    private static final String FORMAT = "--exclusions-format";
    private static final String IDS = "--ids";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--findings",
            paramLabel = "FILE",
            description =
                    "Where to write which probeset is bad in which genotyping batch: as TSV, or as Parquet if the name "
                            + "ends with .parquet; - for standard output.")
    private @Nullable String findings;

    @Option(
            names = "--report-card",
            paramLabel = "FILE",
            description = "Where to write, likewise, how each genotyping batch compares with the rest.")
    private @Nullable String reportCard;

    @Option(
            names = MULTIQC,
            paramLabel = "DIR",
            description =
                    "The directory, made if need be, for two files of which MultiQC makes sections of a report: the "
                            + "genotyping batches, and their findings by kind.")
    private @Nullable Path multiQc;

    @Option(names = EXCLUSIONS, paramLabel = "FILE", description = "Where to write what the policy takes out.")
    private @Nullable String exclusions;

    @Option(
            names = FORMAT,
            paramLabel = "WORD",
            description = "tsv (the default, with reasons), plink-exclude (probesets for PLINK's --exclude), "
                    + "plink-zero-cluster (pairs for its --zero-cluster), or matrix (1 = keep).")
    private @Nullable String format;

    @Option(
            names = IDS,
            paramLabel = "WORD",
            description =
                    "What the list calls probesets by: probeset_id (the default), or snp_id as the annotation has it; "
                            + "those without one are left out.")
    private @Nullable String ids;

    @Option(
            names = "--policy",
            paramLabel = "RULES",
            description = "What is taken out: conservative, balanced (the default), sensitive, or rules such as "
                    + "'nocalls_p=1e-6,nocall_difference=0.02; kind=swapped_alleles'.")
    private @Nullable String policy;

    @Option(
            names = "--max-batches",
            paramLabel = "N",
            description =
                    "A probeset bad in more genotyping batches is taken out whole (a tenth of them, at least one).")
    private @Nullable Integer maxBatches;

    /** The files to write, by their options. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        put("--findings", findings, files);
        put("--report-card", reportCard, files);
        put(EXCLUSIONS, exclusions, files);
        if (multiQc != null) {
            for (MultiQcSection section : MultiQcSection.values()) {
                files.put(MULTIQC + " (" + section.label() + ")", file(multiQc, section));
            }
        }
        return files;
    }

    private static String file(Path folder, MultiQcSection section) {
        return folder.resolve(section.fileName("chi2-homogeneity")).toString();
    }

    private static void put(String option, @Nullable String file, Map<String, String> files) {
        if (file != null) {
            files.put(option, file);
        }
    }

    /**
     * Checks what is asked for, and makes the directory that is to be made.
     *
     * @throws CommandLine.ParameterException if something can't be used, or would have no effect
     */
    void check(Analysis analysis) throws IOException {
        if (analysis == Analysis.BASIC) {
            Map<String, @Nullable Object> given = new LinkedHashMap<>(files());
            given.put(FORMAT, format);
            given.put(IDS, ids);
            given.put("--policy", policy);
            given.put("--max-batches", maxBatches);
            given.keySet().removeIf(option -> option.startsWith(MULTIQC));
            given.put(MULTIQC, multiQc);
            given.forEach((option, value) -> refuse(value != null, option + " has no effect with analysis=basic"));
        }
        refuse(format != null && exclusions == null, FORMAT + " has no effect without " + EXCLUSIONS);
        refuse(ids != null && exclusions == null, IDS + " has no effect without " + EXCLUSIONS);
        policy();
        format();
        ids();
        if (multiQc != null) {
            Files.createDirectories(multiQc);
        }
    }

    /** @throws CommandLine.ParameterException if something can't be used, or would have no effect on a download */
    void checkDownload() throws IOException {
        refuse(policy != null && exclusions == null, "--policy has no effect without " + EXCLUSIONS);
        refuse(maxBatches != null && exclusions == null, "--max-batches has no effect without " + EXCLUSIONS);
        check(Analysis.FULL);
    }

    /**
     * Downloads what is wanted.
     *
     * @return warnings, in sentences
     */
    List<String> download(ServiceClient client, UUID id) throws IOException, InterruptedException {
        if (findings != null) {
            download(client, id, "findings", findings);
        }
        if (reportCard != null) {
            download(client, id, REPORT_CARD, reportCard);
        }
        if (multiQc != null) {
            for (MultiQcSection section : MultiQcSection.values()) {
                Map<String, String> query = Map.of("format", section.label());
                Output.of(file(multiQc, section)).write(out -> client.copy(id, REPORT_CARD, query, out));
            }
        }
        return exclusions == null ? List.of() : downloadExclusions(client, id, exclusions);
    }

    private List<String> downloadExclusions(ServiceClient client, UUID id, String file)
            throws IOException, InterruptedException {
        ExclusionPolicy chosen = policy();
        Map<String, String> query = new LinkedHashMap<>();
        query.put("policy", chosen.policy());
        query.put("ids", ids().label());
        if (chosen.maxBatches() != null) {
            query.put("max_batches", chosen.maxBatches().toString());
        }
        long withoutId = ids() == ListIds.PROBESET_ID
                ? 0
                : client.exclusions(id, query)
                        .path("counts")
                        .path("left_out_without_id")
                        .asLong();
        query.put("format", format().label());
        Output.of(file).write(out -> client.copy(id, "exclusions", query, out));
        return withoutId == 0
                ? List.of()
                : List.of(withoutId + (withoutId == 1 ? " probeset" : " probesets")
                        + " of which something is taken out can't be in " + file + ": no " + ids().label());
    }

    private static void download(ServiceClient client, UUID id, String table, String file)
            throws IOException, InterruptedException {
        Map<String, String> query = Output.isParquet(file) ? Map.of("format", "parquet") : Map.of();
        Output.of(file).write(out -> client.copy(id, table, query, out));
    }

    private void refuse(boolean isWrong, String complaint) {
        if (isWrong) {
            throw new CommandLine.ParameterException(command.commandLine(), complaint);
        }
    }

    private ExclusionPolicy policy() {
        return ParameterOptions.checked(
                command, () -> new ExclusionPolicy(policy == null ? "balanced" : policy, maxBatches));
    }

    private ListFormat format() {
        if (format == null) {
            return ListFormat.TSV;
        }
        try {
            return ListFormat.labelled(format);
        } catch (ParameterException e) {
            throw new CommandLine.ParameterException(command.commandLine(), FORMAT + " " + e.complaint(), e);
        }
    }

    /** What the list calls probesets by. */
    ListIds ids() {
        String label = ids == null ? ListIds.PROBESET_ID.label() : Parameter.shortened(ids);
        return ParameterOptions.checked(command, () -> ListIds.labelled(label));
    }

    /** @return warnings, in sentences */
    List<String> write(AnalysisResult result) throws IOException, InterruptedException {
        if (findings != null) {
            Output.of(findings).writeTable(result::writeFindings);
        }
        if (reportCard != null) {
            Output.of(reportCard).writeTable(result::writeReportCard);
        }
        if (multiQc != null) {
            StringBuilder card = new StringBuilder();
            result.writeReportCard(card);
            for (MultiQcSection section : MultiQcSection.values()) {
                Output.of(file(multiQc, section))
                        .writeText(out -> section.write(new StringReader(card.toString()), out));
            }
        }
        if (exclusions == null) {
            return List.of();
        }
        ExclusionList list = result.exclusions(policy());
        AtomicReference<ExclusionList.LeftOut> leftOut = new AtomicReference<>(new ExclusionList.LeftOut(0, 0));
        Output.of(exclusions).writeText(out -> leftOut.set(list.write(format(), ids(), out)));
        return warnings(leftOut.get());
    }

    private List<String> warnings(ExclusionList.LeftOut leftOut) {
        List<String> warnings = new ArrayList<>();
        if (leftOut.unfitLines() > 0) {
            warnings.add(leftOut.unfitLines() + " lines are not in " + exclusions
                    + ": PLINK can't be given names with white space or beyond ASCII");
        }
        if (leftOut.probesetsWithoutId() > 0) {
            warnings.add(leftOut.probesetsWithoutId() + " probesets are not in " + exclusions + ": they have no "
                    + ids().label());
        }
        return warnings;
    }

    /** Prints how much the policy takes out. */
    void printTotals(AnalysisResult result, PrintWriter err) throws IOException {
        ExclusionPolicy chosen = policy();
        ExclusionList.Totals totals = result.exclusions(chosen).totals();
        err.printf(
                Locale.ROOT,
                "%-22s %d pairs of %d probesets in %d genotyping batches\n",
                "Exclusions (" + chosen.name() + ")",
                totals.pairs(),
                totals.probesets(),
                totals.batches());
        err.printf(Locale.ROOT, "  %-20s %d probesets\n", "whole", totals.wholeProbesets());
        err.printf(Locale.ROOT, "  %-20s %d pairs\n", "in some batches", totals.blankedPairs());
    }
}
