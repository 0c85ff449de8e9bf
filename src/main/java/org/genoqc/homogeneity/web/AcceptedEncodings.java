package org.genoqc.homogeneity.web;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads Accept-Encoding (RFC 9110, section 12.5.3). */
final class AcceptedEncodings {

    private AcceptedEncodings() {}

    /** Whether gzip is named with a weight above zero. */
    static boolean acceptGzip(@Nullable String acceptEncoding) {
        if (acceptEncoding == null) {
            return false;
        }
        for (String part : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] codingAndWeight = part.strip().split("\\s*;\\s*", 2);
            if (codingAndWeight[0].equals("gzip") || codingAndWeight[0].equals("x-gzip")) {
                return codingAndWeight.length == 1 || !codingAndWeight[1].matches("q=0(\\.0*)?");
            }
        }
        return false;
    }
}
