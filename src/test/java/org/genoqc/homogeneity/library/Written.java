package org.genoqc.homogeneity.library;

import java.io.IOException;
import java.util.List;

/** What is written, as the lines of a text. */
@FunctionalInterface
interface Written {

    void to(Appendable out) throws IOException;

    static List<String> lines(Written writing) throws IOException {
        StringBuilder out = new StringBuilder();
        writing.to(out);
        return out.toString().lines().toList();
    }
}
