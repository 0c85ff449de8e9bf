package org.genoqc.homogeneity.counts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.genoqc.homogeneity.counts.Layout.Kind;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InputFault.Code;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.parameters.InputFormat;
import org.genoqc.homogeneity.table.Genotype;
import org.jspecify.annotations.Nullable;

/** The columns of a table with a row for each probeset: {@code BATCH.n_AA} or {@code n_AA.BATCH}, four a genotyping batch. */
final class WideHeader {

    private final HeaderLine header;
    /** Of each genotyping batch the names of its columns, in the order of the genotypes. */
    private final Map<String, @Nullable String[]> batches = new LinkedHashMap<>();

    private final List<InputFault> faults = new ArrayList<>();

    /** A column of counts. */
    private record Column(String batch, int genotype) {

        /** What a name says; null if it is no such column. */
        static @Nullable Column of(String name) {
            for (int genotype = 0; genotype < Formats.COUNTS.size(); genotype++) {
                String count = Formats.COUNTS.get(genotype);
                if (name.endsWith("." + count)) {
                    return new Column(name.substring(0, name.length() - count.length() - 1), genotype);
                }
                if (name.startsWith(count + ".")) {
                    return new Column(name.substring(count.length() + 1), genotype);
                }
            }
            return null;
        }
    }

    private WideHeader(HeaderLine header) {
        this.header = header;
    }

    static boolean isOne(HeaderLine header) {
        return header.names().stream().anyMatch(name -> Column.of(name) != null);
    }

    /** @throws InvalidInputException if a genotyping batch has not four columns, or no name */
    static Layout layout(HeaderLine header) throws InvalidInputException {
        WideHeader wide = new WideHeader(header);
        header.names().forEach(wide::take);
        return wide.layout();
    }

    private void take(String name) {
        Column column = Column.of(name);
        if (column == null) {
            return;
        }
        if (!NameText.isName(column.batch())) {
            fault(name, "the name of a genotyping batch must not be empty or hold control characters");
            return;
        }
        @Nullable String[] columns = batches.computeIfAbsent(column.batch(), batch -> new String[Genotype.COUNT]);
        String other = columns[column.genotype()];
        if (other != null && !other.equals(name)) {
            fault(name, "the column " + other + " is for the same count");
        }
        columns[column.genotype()] = name;
    }

    private Layout layout() throws InvalidInputException {
        HeaderColumns columns = new HeaderColumns(header).want(Formats.PROBESET_ID, Kind.PROBESET, 0);
        int place = 0;
        for (Map.Entry<String, @Nullable String[]> batch : batches.entrySet()) {
            for (int genotype = 0; genotype < Genotype.COUNT; genotype++) {
                String name = batch.getValue()[genotype];
                if (name == null) {
                    fault(
                            String.join(
                                    " ",
                                    Arrays.asList(batch.getValue()).stream()
                                            .filter(known -> known != null)
                                            .toList()),
                            "the genotyping batch " + batch.getKey() + " has no column "
                                    + Formats.COUNTS.get(genotype));
                } else {
                    columns.want(name, Kind.COUNT, place);
                }
                place++;
            }
        }
        if (batches.isEmpty()) {
            fault(
                    String.join(" ", header.names()),
                    "the header must name columns like plate1.n_AA, four for each genotyping batch");
        }
        if (!faults.isEmpty()) {
            throw new InvalidInputException(faults);
        }
        return new Layout(InputFormat.WIDE, header.names(), columns.fields(), List.copyOf(batches.keySet()), null);
    }

    private void fault(String value, String rule) {
        if (faults.size() < InvalidInputException.MAX_FAULTS) {
            faults.add(InputFault.at(header.line(), null, value, Code.HEADER, rule));
        }
    }
}
