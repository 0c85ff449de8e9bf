package org.genoqc.homogeneity.counts;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.parameters.InputFormat;
import org.genoqc.homogeneity.table.Genotype;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a file hold, for either parser.
 *
 * @param names those of the header
 * @param fields what each column holds
 * @param batches the genotyping batches that a row has counts of; none where a column names the only one
 * @param stratum that of all rows; null where a column names it, or there are no strata
 */
record Layout(
        InputFormat format,
        List<String> names,
        List<Field> fields,
        List<String> batches,
        @Nullable String stratum) implements Serializable {

    /** What a field is read as, in the order in which a row is checked. */
    enum Kind {
        PROBESET,
        BATCH,
        STRATUM,
        /** Whether the row is wanted: 1 or 0. */
        WANTED,
        ALLELE,
        COUNT,
        CHROMOSOME,
        POSITION,
        OTHER
    }

    /**
     * What a column holds.
     *
     * @param place of an allele: 0 is that of AA, 1 that of BB; of a count: its place among those of the row, four of each
     *     genotyping batch, and after them those of haploid samples, which are added to the first four; else 0
     */
    record Field(Kind kind, int place) implements Serializable {
        static final Field OTHER = new Field(Kind.OTHER, 0);
    }

    Layout {
        names = List.copyOf(names);
        fields = List.copyOf(fields);
        batches = List.copyOf(batches);
    }

    /** The number of fields of a row. */
    int size() {
        return names.size();
    }

    /** The name of a field counted from 0; null beyond the last. */
    @Nullable
    String nameOfField(int field) {
        return field < names.size() ? names.get(field) : null;
    }

    /** How many rows of counts a line makes. */
    int rowsOfLine() {
        return Math.max(1, batches.size());
    }

    boolean hasBatchColumn() {
        return batches.isEmpty();
    }

    /** Whether the rows are of strata. */
    boolean hasStrata() {
        return stratum != null || hasStratumColumn();
    }

    boolean hasStratumColumn() {
        return has(Kind.STRATUM, 0);
    }

    boolean hasAlleles() {
        return has(Kind.ALLELE, 0);
    }

    /** Whether haploid samples are counted apart, in the places 4 to 7, to be added to the places 0 to 3. */
    boolean hasHaploidCounts() {
        return places() > rowsOfLine() * Genotype.COUNT;
    }

    /** One more than the last place of a count, in whole fours. */
    int places() {
        int last = fields.stream()
                .filter(field -> field.kind() == Kind.COUNT)
                .mapToInt(Field::place)
                .max()
                .orElse(0);
        return (last / Genotype.COUNT + 1) * Genotype.COUNT;
    }

    /** The columns that are read, in the order in which they are checked. */
    int[] columnsRead() {
        return IntStream.range(0, fields.size())
                .boxed()
                .filter(column -> fields.get(column).kind() != Kind.OTHER)
                .sorted(Comparator.<Integer, Kind>comparing(
                                column -> fields.get(column).kind())
                        .thenComparingInt(column -> fields.get(column).place()))
                .mapToInt(column -> column)
                .toArray();
    }

    /** The name of the column of this kind and place. */
    String name(Kind kind, int place) {
        return names.get(fields.indexOf(new Field(kind, place)));
    }

    /** Whether there may be rows that are not wanted. */
    boolean leavesRowsOut() {
        return has(Kind.WANTED, 0);
    }

    /** Whether a row says where its probeset is. */
    boolean hasPlaces() {
        return has(Kind.CHROMOSOME, 0);
    }

    /** The same where nobody wants to know where probesets are. */
    Layout withoutPlaces() {
        List<Field> others = fields.stream()
                .map(field -> field.kind() == Kind.CHROMOSOME || field.kind() == Kind.POSITION ? Field.OTHER : field)
                .toList();
        return new Layout(format, names, others, batches, stratum);
    }

    private boolean has(Kind kind, int place) {
        return fields.contains(new Field(kind, place));
    }
}
