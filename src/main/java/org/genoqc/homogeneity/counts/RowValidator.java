package org.genoqc.homogeneity.counts;

import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.genoqc.homogeneity.counts.Layout.Field;
import org.genoqc.homogeneity.counts.Layout.Kind;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InputFault.Code;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.Genotype;

/** Decides whether a record is a line of counts: stores its rows if it is, says what is wrong if it is not. */
final class RowValidator {

    private final Layout layout;
    private final int[] columns;
    private final ChunkRows rows;
    private final List<InputFault> faults;
    private final long[] counts;
    private final String[] alleles = {"", ""};
    private String probeset = "";
    private String batch = "";
    private String stratum = "";
    private String chromosome = "";
    private int position = Annotation.NO_POSITION;
    private boolean wanted = true;

    /**
     * A validator.
     *
     * @param rows where accepted rows go
     * @param faults where faults go
     */
    RowValidator(Layout layout, ChunkRows rows, List<InputFault> faults) {
        this.layout = layout;
        this.columns = layout.columnsRead();
        this.rows = rows;
        this.faults = faults;
        this.counts = new long[layout.places()];
    }

    /** @param line that of the record in its chunk, from 1 */
    void accept(CSVRecord record, int line) {
        if (record.get(0).startsWith("#")) {
            faults.add(InputFault.at(
                    line, null, record.get(0), Code.FIELDS, "comment lines are allowed only before the header"));
        } else if (record.size() == layout.size()) {
            acceptFields(record, line);
        } else if (record.size() > 1 || !record.get(0).isBlank()) {
            faults.add(raggedRow(record, line));
        }
    }

    private void acceptFields(CSVRecord record, int line) {
        int faultsBefore = faults.size();
        for (int column : columns) {
            accept(layout.fields().get(column), layout.names().get(column), record.get(column), line);
        }
        if (faults.size() == faultsBefore && layout.hasHaploidCounts()) {
            addHaploid(line);
        }
        if (faults.size() == faultsBefore && wanted) {
            store(line);
        }
    }

    private void accept(Field field, String column, String text, int line) {
        switch (field.kind()) {
            case PROBESET -> {
                probeset = text;
                checkName(text, column, line);
                if (layout.hasAlleles() && text.equals(".")) {
                    faults.add(InputFault.at(
                            line,
                            column,
                            text,
                            Code.ID,
                            "the variant must have a name of its own, as PLINK's --set-missing-var-ids gives"));
                }
            }
            case BATCH -> {
                batch = text;
                checkName(text, column, line);
            }
            case STRATUM -> {
                stratum = text;
                checkName(text, column, line);
            }
            case WANTED -> checkWanted(text, column, line);
            case ALLELE -> {
                alleles[field.place()] = text;
                checkName(text, column, line);
                if (text.indexOf(',') >= 0) {
                    faults.add(InputFault.at(
                            line, column, text, Code.ALLELE, "there must be two alleles; a comma makes them more"));
                }
            }
            case COUNT -> counts[field.place()] = count(text, column, line);
            case CHROMOSOME -> {
                chromosome = text;
                if (!PlaceText.isChromosome(text)) {
                    faults.add(InputFault.at(line, column, text, Code.PLACE, PlaceText.RULE_OF_CHROMOSOMES));
                }
            }
            case POSITION -> {
                position = PlaceText.position(text);
                if (position == PlaceText.NOT_A_POSITION) {
                    faults.add(InputFault.at(line, column, text, Code.PLACE, PlaceText.RULE_OF_POSITIONS));
                }
            }
            case OTHER -> {
                // may hold anything
            }
        }
    }

    private InputFault raggedRow(CSVRecord record, int line) {
        return InputFault.at(
                line,
                null,
                String.join("\t", record),
                Code.FIELDS,
                "the row has " + record.size() + (record.size() == 1 ? " field" : " fields") + ", the header has "
                        + layout.size());
    }

    private void checkName(String text, String column, int line) {
        if (text.isBlank()) {
            faults.add(InputFault.at(line, column, text, Code.ID, column + " must not be empty"));
        } else if (text.chars().anyMatch(Character::isISOControl)) {
            faults.add(InputFault.at(
                    line, column, text, Code.ID, column + " must not hold tabs or other control characters"));
        }
    }

    private void checkWanted(String text, String column, int line) {
        wanted = text.equals("1");
        if (!wanted && !text.equals("0")) {
            faults.add(InputFault.at(line, column, text, Code.COUNT, column + " must be 1 or 0"));
        }
    }

    private long count(String text, String column, int line) {
        long count = CountText.parse(text);
        if (count == CountText.NOT_A_COUNT) {
            faults.add(InputFault.at(
                    line, column, text, Code.COUNT, "a count must be a whole number, 0 or more, without spaces"));
        } else if (count == CountText.TOO_LARGE) {
            faults.add(InputFault.at(
                    line, column, text, Code.COUNT, "a count must be at most 2^53 = " + ContingencyTable.MAX_COUNT));
        }
        return count;
    }

    private void addHaploid(int line) {
        if (!LineCounts.addHaploid(counts)) {
            int genotype = counts[0] > ContingencyTable.MAX_COUNT ? 0 : 2;
            faults.add(InputFault.at(
                    line,
                    layout.name(Kind.COUNT, genotype),
                    Long.toString(counts[genotype]),
                    Code.COUNT,
                    "a count and that of its haploid samples must add up to at most 2^53 = "
                            + ContingencyTable.MAX_COUNT));
        }
    }

    private void store(int line) {
        if (layout.hasAlleles()) {
            storeWithAlleles(line);
            return;
        }
        int number = rows.probesets().add(probeset);
        for (int row = 0; row < layout.rowsOfLine(); row++) {
            rows.add(number, layout.hasBatchColumn() ? rows.batches().add(batch) : row, counts, row * Genotype.COUNT);
            if (layout.hasStratumColumn()) {
                rows.setStratum(rows.strata().add(stratum));
            }
            rows.setLine(line);
        }
    }

    private void storeWithAlleles(int line) {
        int first = rows.alleles().add(alleles[0]);
        int second = rows.alleles().add(alleles[1]);
        LineCounts.Fit fit = LineCounts.fit(first, second, counts);
        switch (fit) {
            case GOOD -> {
                rows.add(rows.probesets().add(probeset), 0, counts, 0);
                rows.setAlleles(first, second);
                if (layout.hasPlaces()) {
                    rows.setPlace(rows.chromosomes().add(chromosome), position);
                }
                rows.setLine(line);
            }
            case SAME -> alleleFault(1, line, "the two alleles must differ");
            case FIRST_UNKNOWN -> alleleFault(0, line, "an allele that samples have must have a name");
            case SECOND_UNKNOWN -> alleleFault(1, line, "an allele that samples have must have a name");
        }
    }

    private void alleleFault(int place, int line, String rule) {
        faults.add(InputFault.at(line, layout.name(Kind.ALLELE, place), alleles[place], Code.ALLELE, rule));
    }
}
