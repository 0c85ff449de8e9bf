package org.genoqc.homogeneity.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.genoqc.homogeneity.findings.BeforeAndAfter;
import org.genoqc.homogeneity.findings.ExclusionCounts;
import org.genoqc.homogeneity.findings.Exclusions;
import org.genoqc.homogeneity.findings.FindingsSource;
import org.genoqc.homogeneity.findings.Policy;
import org.genoqc.homogeneity.findings.ResultComparison;
import org.genoqc.homogeneity.findings.StoredReportCard;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.running.Jobs;
import org.genoqc.homogeneity.multiqc.MultiQcSection;
import org.genoqc.homogeneity.parameters.ListFormat;
import org.genoqc.homogeneity.parameters.ListIds;
import org.genoqc.homogeneity.parameters.Parameter;
import org.genoqc.homogeneity.parameters.ParameterException;
import org.genoqc.homogeneity.query.FindingFilter;
import org.genoqc.homogeneity.query.FindingOrder;
import org.genoqc.homogeneity.query.TableIndex;
import org.genoqc.homogeneity.query.TableRows;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves what a full analysis found: which probeset is bad in which genotyping batch, and what to take out. */
@RestController
@RequestMapping("/jobs/{id}")
class FindingsController {

    private static final String TSV = "text/tab-separated-values";
    private static final String TSV_IN_UTF_8 = TSV + ";charset=UTF-8";
    /** In the place of a format of lists. */
    private static final String COUNTS = "json";

    private static final String[] MULTIQC =
            Stream.of(MultiQcSection.values()).map(MultiQcSection::label).toArray(String[]::new);

    private final Jobs jobs;
    private final JobLookup lookup;
    private final TablePages pages;

    FindingsController(Jobs jobs, JobLookup lookup, TablePages pages) {
        this.jobs = jobs;
        this.lookup = lookup;
        this.pages = pages;
    }

    /** Which findings are wanted, as it is given; a text that is null or empty is not. */
    record Wanted(
            @Nullable String probeset,
            @Nullable String search,
            @Nullable String batch,
            @Nullable String kind) {

        FindingFilter filter() {
            String ofKind = TablePages.given(kind);
            return new FindingFilter(
                    TablePages.given(probeset),
                    search == null ? "" : search,
                    TablePages.given(batch),
                    ofKind == null ? null : TablePages.kindOf(ofKind));
        }
    }

    /** Whether a line of findings.tsv is wanted, of which the first three columns say so. */
    private static boolean isWanted(FindingFilter filter, String line) {
        String[] names = line.split("\t", 4);
        return (filter.probesetId() == null || names[0].equals(filter.probesetId()))
                && names[0].startsWith(filter.prefix())
                && (filter.batchName() == null || names[1].equals(filter.batchName()))
                && (filter.kind() == null
                        || List.of(names[2].split(",", -1))
                                .contains(filter.kind().label()));
    }

    @GetMapping(
            path = "/findings",
            produces = {TSV, MediaType.ALL_VALUE})
    void findings(
            @PathVariable String id,
            Wanted wanted,
            @RequestParam(defaultValue = Downloads.TSV) String format,
            HttpServletResponse response)
            throws IOException {
        Downloads.requireTsv(format);
        FindingFilter filter = wanted.filter();
        Job job = lookup.findComplete(id).job();
        try (BufferedReader in = open(findingsOf(job))) {
            Writer out = begin(response, TSV_IN_UTF_8, name(job, "findings.tsv"));
            copy(in, line -> isWanted(filter, line), out);
        }
    }

    @GetMapping(path = "/findings", produces = MediaType.APPLICATION_JSON_VALUE)
    void findingsPage(
            @PathVariable String id,
            Wanted wanted,
            @RequestParam(defaultValue = "probeset_id") String sort,
            @RequestParam(defaultValue = TablePages.ASCENDING) String order,
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "1000") int limit,
            HttpServletResponse response)
            throws IOException {
        TablePages.require(offset, limit);
        FindingFilter filter = wanted.filter();
        FindingOrder by = FindingOrder.labelled(sort)
                .orElseThrow(() -> TablePages.refused("sort", sort, "one of " + FindingOrder.labels()));
        boolean isDescending = TablePages.isDescending(order);
        JobLookup.CompleteJob complete = lookup.findComplete(id);
        try (TableIndex index = jobs.index(complete.job(), complete.result())) {
            TableRows findings = index.findings();
            if (findings == null) {
                throw new NotAssessedException();
            }
            pages.write(
                    index.findings(filter, by, isDescending, offset, limit),
                    offset,
                    "findings",
                    findings.header(),
                    index::findingLine,
                    response);
        }
    }

    @GetMapping(
            path = "/genotyping-batches",
            produces = {TSV, MediaType.ALL_VALUE})
    void reportCard(@PathVariable String id, HttpServletResponse response) throws IOException {
        Job job = lookup.findComplete(id).job();
        try (BufferedReader in = open(reportCardOf(job))) {
            copy(in, line -> true, begin(response, TSV_IN_UTF_8, name(job, "genotyping-batches.tsv")));
        }
    }

    /** The report card as a section of a MultiQC report, or as TSV. */
    @GetMapping(path = "/genotyping-batches", params = "format")
    void formattedReportCard(@PathVariable String id, @RequestParam String format, HttpServletResponse response)
            throws IOException {
        MultiQcSection section = MultiQcSection.labelled(format).orElse(null);
        if (section == null) {
            Downloads.requireTsv(format, MULTIQC);
            reportCard(id, response);
            return;
        }
        Job job = lookup.findComplete(id).job();
        try (BufferedReader in = open(reportCardOf(job))) {
            Writer out = begin(response, MediaType.APPLICATION_JSON_VALUE, section.fileName(Downloads.base(job)));
            section.write(in, out);
            out.flush();
        }
    }

    record GenotypingBatches(List<Map<String, @Nullable Object>> genotypingBatches) {}

    @GetMapping(path = "/genotyping-batches", produces = MediaType.APPLICATION_JSON_VALUE)
    GenotypingBatches reportCard(@PathVariable String id) throws IOException {
        try (BufferedReader in = open(reportCardOf(lookup.findComplete(id).job()))) {
            return new GenotypingBatches(rows(in));
        }
    }

    /** What a policy takes out: how much, or a list of it. */
    record ExclusionsView(String policy, String rules, int maxBatches, String ids, ExclusionCounts counts) {}

    @GetMapping("/exclusions")
    @Nullable
    ResponseEntity<ExclusionsView> exclusions(
            @PathVariable String id,
            @RequestParam(defaultValue = "balanced") String policy,
            @RequestParam(name = "max_batches", required = false) @Nullable Integer maxBatches,
            @RequestParam(defaultValue = "json") String format,
            @RequestParam(name = "ids", defaultValue = "probeset_id") String idsLabel,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = MediaType.ALL_VALUE) String accept,
            HttpServletResponse response)
            throws IOException, HttpMediaTypeNotAcceptableException {
        Policy chosen = Policy.parse(policy);
        ListIds ids = ListIds.labelled(Parameter.shortened(idsLabel));
        ListFormat list = format.equals(COUNTS) ? null : listFormat(format);
        if (list == null) {
            requireJson(accept);
        }
        Job job = lookup.findComplete(id).job();
        StoredReportCard card;
        try (BufferedReader in = open(reportCardOf(job))) {
            card = StoredReportCard.read(in);
        }
        int most = maxBatches == null
                ? Exclusions.defaultMaxBatches(card.batchNames().size())
                : maxBatches;
        Path findings = findingsOf(job);
        if (ids == ListIds.SNP_ID) {
            requireSnpIds(job);
        }
        Exclusions exclusions = Exclusions.of(
                FindingsSource.stored(() -> open(jobs.result(job)), () -> open(findings)),
                chosen,
                card.testedPairs(),
                most);
        if (list == null) {
            return ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(new ExclusionsView(chosen.name(), chosen.text(), most, ids.label(), exclusions.count(ids)));
        }
        boolean isTable = list == ListFormat.TSV || list == ListFormat.MATRIX;
        Writer out = begin(
                response,
                isTable ? TSV_IN_UTF_8 : "text/plain;charset=UTF-8",
                name(job, list.label() + (isTable ? ".tsv" : ".txt")));
        exclusions.write(list, ids, card.batchNames(), out);
        out.flush();
        return null;
    }

    /** Spring would send what is no problem as one to who accepts nothing but problems. */
    private static void requireJson(String accept) throws HttpMediaTypeNotAcceptableException {
        boolean isAccepted;
        try {
            isAccepted = MediaType.parseMediaTypes(accept).stream()
                    .anyMatch(type -> type.includes(MediaType.APPLICATION_JSON));
        } catch (InvalidMediaTypeException e) {
            isAccepted = false;
        }
        // an empty text accepts anything
        if (!isAccepted && !accept.isBlank()) {
            throw new HttpMediaTypeNotAcceptableException(List.of(MediaType.APPLICATION_JSON));
        }
    }

    private void requireSnpIds(Job job) throws IOException {
        try (BufferedReader in = open(jobs.result(job))) {
            if (!List.of(in.readLine().split("\t", -1)).contains(ListIds.SNP_ID.label())) {
                throw new ParameterException(
                        "ids", ListIds.SNP_ID.label(), "probeset_id where the job has no annotation");
            }
        }
    }

    private static ListFormat listFormat(String format) {
        try {
            return ListFormat.labelled(format);
        } catch (ParameterException e) {
            throw new ParameterException(e.parameter(), Parameter.shortened(format), COUNTS + ", or " + e.rule());
        }
    }

    /** How many probesets are significant in which of two jobs, and how many findings there are in which. */
    record ComparisonView(
            Map<String, Long> probesets, @Nullable Map<String, Long> findings) {}

    @GetMapping(path = "/comparison/{other}", produces = MediaType.APPLICATION_JSON_VALUE)
    ComparisonView comparison(@PathVariable String id, @PathVariable String other) throws IOException {
        Job before = lookup.findComplete(id).job();
        Job after = lookup.findComplete(other).job();
        Path findingsBefore = jobs.findings(before);
        Path findingsAfter = jobs.findings(after);
        return new ComparisonView(
                numbers(compare(jobs.result(before), jobs.result(after), ResultComparison::results)),
                findingsBefore == null || findingsAfter == null
                        ? null
                        : numbers(compare(findingsBefore, findingsAfter, ResultComparison::findings)));
    }

    /** A comparison that is counted and not written. */
    private static BeforeAndAfter compare(Path before, Path after, Comparison comparison) throws IOException {
        try (BufferedReader first = open(before);
                BufferedReader second = open(after)) {
            return comparison.compare(first, second, Writer.nullWriter());
        }
    }

    @FunctionalInterface
    private interface Comparison {
        BeforeAndAfter compare(Reader before, Reader after, Appendable out) throws IOException;
    }

    @GetMapping(
            path = "/comparison/{other}",
            produces = {TSV, MediaType.ALL_VALUE})
    void comparison(
            @PathVariable String id,
            @PathVariable String other,
            @RequestParam(defaultValue = "probesets") String of,
            HttpServletResponse response)
            throws IOException {
        boolean ofFindings = of.equals("findings");
        if (!ofFindings && !of.equals("probesets")) {
            throw new ParameterException("of", of, "probesets or findings");
        }
        Job before = lookup.findComplete(id).job();
        Job after = lookup.findComplete(other).job();
        try (BufferedReader first = open(ofFindings ? findingsOf(before) : jobs.result(before));
                BufferedReader second = open(ofFindings ? findingsOf(after) : jobs.result(after))) {
            Writer out = begin(response, TSV_IN_UTF_8, "comparison-of-" + of + ".tsv");
            if (ofFindings) {
                ResultComparison.findings(first, second, out);
            } else {
                ResultComparison.results(first, second, out);
            }
            out.flush();
        }
    }

    private static Map<String, Long> numbers(BeforeAndAfter compared) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        compared.numbers().forEach((change, number) -> numbers.put(change.label(), number));
        numbers.put("only_before", compared.onlyBefore());
        numbers.put("only_after", compared.onlyAfter());
        return numbers;
    }

    private Path findingsOf(Job job) {
        Path findings = jobs.findings(job);
        if (findings == null) {
            throw new NotAssessedException();
        }
        return findings;
    }

    private Path reportCardOf(Job job) {
        Path card = jobs.reportCard(job);
        if (card == null) {
            throw new NotAssessedException();
        }
        return card;
    }

    /** A file of a job that may be removed meanwhile, which {@link Problems} finds out. */
    private static BufferedReader open(Path file) throws IOException {
        try {
            return Files.newBufferedReader(file);
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Map<String, @Nullable Object>> rows(BufferedReader in) throws IOException {
        TsvRowsAsJson rows = new TsvRowsAsJson(in.readLine());
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            all.add(rows.row(line));
        }
        return all;
    }

    /** Copies the header and the lines that are wanted. */
    private static void copy(BufferedReader in, Predicate<String> wanted, Writer out) throws IOException {
        out.append(in.readLine()).append('\n');
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (wanted.test(line)) {
                out.append(line).append('\n');
            }
        }
        out.flush();
    }

    private static Writer begin(HttpServletResponse response, String contentType, String fileName) throws IOException {
        response.setContentType(contentType);
        Downloads.offerAs(fileName, response);
        return Downloads.writer(response);
    }

    private static String name(Job job, String suffix) {
        return Downloads.base(job) + "." + suffix;
    }
}
