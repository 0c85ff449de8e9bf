package org.genoqc.homogeneity.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.genoqc.homogeneity.job.running.Jobs;
import org.genoqc.homogeneity.query.FindingFilter;
import org.genoqc.homogeneity.query.FindingOrder;
import org.genoqc.homogeneity.query.ProbesetFilter;
import org.genoqc.homogeneity.query.ProbesetOrder;
import org.genoqc.homogeneity.query.StoredCounts;
import org.genoqc.homogeneity.query.TableIndex;
import org.genoqc.homogeneity.query.TableRows;
import org.genoqc.homogeneity.statistics.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the probesets of a complete job, a page of them or one with its counts. */
@RestController
@RequestMapping(path = "/jobs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
class ProbesetsController {

    private final Jobs jobs;
    private final JobLookup lookup;
    private final TablePages pages;

    ProbesetsController(Jobs jobs, JobLookup lookup, TablePages pages) {
        this.jobs = jobs;
        this.lookup = lookup;
        this.pages = pages;
    }

    /** Which probesets are wanted, as it is given; a text that is null or empty is not. */
    record Wanted(
            @Nullable String search,
            @Nullable String method,
            @Nullable String kind,
            @Nullable String batchName,
            @Nullable String maxPvalue) {

        ProbesetFilter filter() {
            String ofMethod = TablePages.given(method);
            String ofKind = TablePages.given(kind);
            String largest = TablePages.given(maxPvalue);
            return new ProbesetFilter(
                    search == null ? "" : search,
                    ofMethod == null ? null : methodOf(ofMethod),
                    ofKind == null ? null : TablePages.kindOf(ofKind),
                    TablePages.given(batchName),
                    largest == null ? null : pValueOf(largest));
        }

        private static Method methodOf(String label) {
            return Method.labelled(label)
                    .orElseThrow(() -> TablePages.refused(
                            "method",
                            label,
                            "one of "
                                    + Arrays.stream(Method.values())
                                            .map(Method::label)
                                            .collect(Collectors.joining(", "))));
        }

        private static double pValueOf(String text) {
            try {
                double value = Double.parseDouble(text);
                if (value >= 0 && value <= 1) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // the same complaint as for one out of range
            }
            throw TablePages.refused("max_pvalue", text, "a number from 0 to 1");
        }
    }

    @GetMapping("/probesets")
    void probesets(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable String method,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(name = "batch_name", required = false) @Nullable String batchName,
            @RequestParam(name = "max_pvalue", required = false) @Nullable String maxPvalue,
            @RequestParam(defaultValue = "probeset_id") String sort,
            @RequestParam(defaultValue = TablePages.ASCENDING) String order,
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "1000") int limit,
            HttpServletResponse response)
            throws IOException {
        TablePages.require(offset, limit);
        ProbesetFilter filter = new Wanted(search, method, kind, batchName, maxPvalue).filter();
        ProbesetOrder by = ProbesetOrder.labelled(sort)
                .orElseThrow(() -> TablePages.refused("sort", sort, "one of " + ProbesetOrder.columns()));
        boolean isDescending = TablePages.isDescending(order);
        JobLookup.CompleteJob complete = lookup.findComplete(id);
        try (TableIndex index = jobs.index(complete.job(), complete.result())) {
            if (!index.has(by) || filter.isOfFindings() && index.findings() == null) {
                throw new NotAssessedException();
            }
            pages.write(
                    index.probesets(filter, by, isDescending, offset, limit),
                    offset,
                    "probesets",
                    index.result().header(),
                    index::resultLine,
                    response);
        }
    }

    /** A probeset with its counts. */
    record CountsView(
            String probesetId,
            Map<String, @Nullable Object> result,
            List<String> genotypes,
            List<ExpectedCounts> genotypingBatches,
            List<Map<String, @Nullable Object>> findings) {}

    @GetMapping("/counts")
    CountsView counts(@PathVariable String id, @RequestParam(name = "probeset_id") String probesetId)
            throws IOException {
        JobLookup.CompleteJob complete = lookup.findComplete(id);
        try (TableIndex index = jobs.index(complete.job(), complete.result())) {
            OptionalInt number = index.probeset(probesetId);
            if (number.isEmpty()) {
                throw new NoSuchProbesetException(probesetId);
            }
            int probeset = number.getAsInt();
            Map<String, @Nullable Object> result =
                    new TsvRowsAsJson(index.result().header()).row(index.resultLine(probeset));
            List<Map<String, @Nullable Object>> findings = findingsOf(probesetId, index);
            return new CountsView(
                    probesetId,
                    result,
                    ExpectedCounts.GENOTYPES,
                    ExpectedCounts.of(rows(complete, probeset), findings),
                    findings);
        }
    }

    private List<StoredCounts.BatchCounts> rows(JobLookup.CompleteJob complete, int probeset) throws IOException {
        try (StoredCounts counts = jobs.counts(complete.job())) {
            if (counts == null) {
                throw new NoCountsException(complete.job());
            }
            return counts.of(probeset);
        }
    }

    private static List<Map<String, @Nullable Object>> findingsOf(String probesetId, TableIndex index)
            throws IOException {
        TableRows stored = index.findings();
        List<Map<String, @Nullable Object>> findings = new ArrayList<>();
        if (stored != null) {
            TsvRowsAsJson rows = new TsvRowsAsJson(stored.header());
            for (long finding : index.findings(
                            new FindingFilter(probesetId, "", null, null),
                            FindingOrder.PROBESET_ID,
                            false,
                            0,
                            Integer.MAX_VALUE)
                    .rows()) {
                findings.add(rows.row(index.findingLine(finding)));
            }
        }
        return findings;
    }
}
