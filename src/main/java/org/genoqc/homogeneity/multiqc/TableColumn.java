package org.genoqc.homogeneity.multiqc;

import java.util.List;

/**
 * A column of the report card as MultiQC shows it.
 *
 * @param name in the report card
 * @param format of numbers, as MultiQC writes it
 * @param scale of colours, by their name in MultiQC
 */
record TableColumn(String name, String title, String description, String format, String scale) {

    private static final String WHOLE = "{:,.0f}";

    static final List<TableColumn> ALL = List.of(
            new TableColumn("samples", "Samples", "The most samples that it has in any probeset", WHOLE, "Blues"),
            new TableColumn("call_rate", "Call rate", "The share of calls among all its counts", "{:.4f}", "RdYlGn"),
            new TableColumn("n_findings", "Findings", "Probesets that are bad in it", WHOLE, "Reds"),
            new TableColumn(
                    "lambda_calls",
                    "Lambda of calls",
                    "Inflation of the statistics of its alleles against the rest; about 1 for a sound batch",
                    "{:.3f}",
                    "Oranges"),
            new TableColumn(
                    "lambda_nocalls",
                    "Lambda of missing calls",
                    "Inflation of the statistics of its missing calls against the rest",
                    "{:.3f}",
                    "Oranges"),
            new TableColumn(
                    "n_worst_of",
                    "Worst of",
                    "Significant probesets in which no other batch differs more",
                    WHOLE,
                    "Purples"),
            new TableColumn(
                    "n_significant_only_with_it",
                    "Significant only with it",
                    "Of these, the probesets that are not significant without it",
                    WHOLE,
                    "Purples"));
}
