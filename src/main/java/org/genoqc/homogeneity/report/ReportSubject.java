package org.genoqc.homogeneity.report;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a report is of.
 *
 * @param job the id of the job; null where there was none
 * @param input the file with the counts, or several taken together
 * @param result the result TSV
 * @param rows of the input
 * @param ended when the analysis had ended
 * @param seconds how long it took
 * @param parameters names and values, in the order in which they are shown
 * @param warnings what was accepted but may surprise, in sentences
 */
public record ReportSubject(
        @Nullable String job,
        File input,
        File result,
        long rows,
        Instant ended,
        double seconds,
        Map<String, String> parameters,
        List<String> warnings) {

    public ReportSubject {
        warnings = List.copyOf(warnings);
    }

    /**
     * A file.
     *
     * @param name as shown
     * @param sha256 its SHA-256 in hexadecimal
     */
    public record File(String name, long bytes, String sha256) {

        /** What several files are called together. */
        public static String nameOf(String first, int files) {
            return files == 1 ? first : first + " and " + (files - 1) + " more";
        }

        /** That of a file with such a content. */
        public static File of(String name, Content content) throws IOException {
            return Checksum.of(name, content);
        }
    }

    /** Writes all bytes of a file. */
    @FunctionalInterface
    public interface Content {
        void to(OutputStream out) throws IOException;
    }
}
