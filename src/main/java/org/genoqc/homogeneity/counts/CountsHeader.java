package org.genoqc.homogeneity.counts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InputFault.Code;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.jspecify.annotations.Nullable;

/** Where the columns are; found by name, in any order, others ignored. */
record CountsHeader(List<String> names, int probesetId, int batchName, List<Integer> counts) {

    static final String PROBESET_ID = "probeset_id";
    static final String BATCH_NAME = "batch_name";
    static final List<String> COUNTS = List.of("n_AA", "n_AB", "n_BB", "n_NC");

    static CountsHeader of(CSVRecord header, long line) throws InvalidInputException {
        Map<String, Integer> places = new LinkedHashMap<>();
        List<InputFault> faults = new ArrayList<>();
        List<String> wanted = new ArrayList<>(List.of(PROBESET_ID, BATCH_NAME));
        wanted.addAll(COUNTS);
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            if (wanted.contains(name) && places.putIfAbsent(name, i) != null) {
                faults.add(InputFault.at(line, name, name, Code.HEADER, "the column appears twice in the header"));
            }
        }
        if (places.isEmpty() && header.size() == 1) {
            throw new InvalidInputException(InputFault.at(
                    line,
                    null,
                    header.get(0),
                    Code.HEADER,
                    "the header must be tab-separated and name the columns " + String.join(", ", wanted)));
        }
        for (String name : wanted) {
            if (!places.containsKey(name)) {
                faults.add(InputFault.at(
                        line, name, String.join(" ", header), Code.HEADER, "the header lacks the column " + name));
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidInputException(faults);
        }
        List<Integer> at = wanted.stream().map(places::get).toList();
        return new CountsHeader(header.toList(), at.get(0), at.get(1), at.subList(2, at.size()));
    }

    /** The number of fields of a row. */
    int fields() {
        return names.size();
    }

    /** The name of a field counted from 0; null beyond the last. */
    @Nullable
    String nameOfField(int field) {
        return field < names.size() ? names.get(field) : null;
    }
}
