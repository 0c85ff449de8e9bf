package org.genoqc.homogeneity.counts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.genoqc.homogeneity.counts.Layout.Field;
import org.genoqc.homogeneity.counts.Layout.Kind;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InputFault.Code;
import org.genoqc.homogeneity.fault.InvalidInputException;

/** Finds the columns of a header by their names, in any order; others are ignored. Not thread-safe. */
final class HeaderColumns {

    private final HeaderLine header;
    private final Map<String, Integer> places = new HashMap<>();
    private final Set<String> repeated = new HashSet<>();
    private final List<Field> fields;
    private final List<String> wanted = new ArrayList<>();
    private final List<InputFault> faults = new ArrayList<>();

    HeaderColumns(HeaderLine header) {
        this.header = header;
        this.fields = new ArrayList<>(Collections.nCopies(header.names().size(), Field.OTHER));
        for (int column = 0; column < header.names().size(); column++) {
            if (places.putIfAbsent(header.names().get(column), column) != null) {
                repeated.add(header.names().get(column));
            }
        }
    }

    /** Has a column read; it is a fault if it is missing or named twice. */
    HeaderColumns want(String name, Kind kind, int place) {
        wanted.add(name);
        Integer column = places.get(name);
        if (column != null) {
            fields.set(column, new Field(kind, place));
        }
        if (repeated.contains(name)) {
            faults.add(InputFault.at(header.line(), name, name, Code.HEADER, "the column appears twice in the header"));
        }
        return this;
    }

    /** Has a column read where there is one; it is a fault if it is named twice. */
    HeaderColumns wantIfThere(String name, Kind kind) {
        return places.containsKey(name) ? want(name, kind, 0) : this;
    }

    /** Has columns of counts read, the first of which goes to a place, the others to those after it. */
    HeaderColumns wantCounts(List<String> names, int firstPlace) {
        for (int i = 0; i < names.size(); i++) {
            want(names.get(i), Kind.COUNT, firstPlace + i);
        }
        return this;
    }

    /** @throws InvalidInputException if a column that is wanted is missing or named twice */
    List<Field> fields() throws InvalidInputException {
        if (header.names().size() == 1 && fields.getFirst().equals(Field.OTHER)) {
            throw new InvalidInputException(InputFault.at(
                    header.line(),
                    null,
                    header.names().getFirst(),
                    Code.HEADER,
                    "the header must be tab-separated and name the columns " + String.join(", ", wanted)));
        }
        for (String name : wanted) {
            if (!places.containsKey(name)) {
                faults.add(InputFault.at(
                        header.line(),
                        name,
                        String.join(" ", header.names()),
                        Code.HEADER,
                        "the header lacks the column " + name));
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidInputException(faults);
        }
        return fields;
    }
}
