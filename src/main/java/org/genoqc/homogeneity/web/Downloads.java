package org.genoqc.homogeneity.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.parameters.Parameter;
import org.genoqc.homogeneity.parameters.ParameterException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** How files of a job are given out, and the names under which they are saved. */
final class Downloads {

    /** The format of tables unless another is asked for. */
    static final String TSV = "tsv";

    private Downloads() {}

    /**
     * Refuses formats that no other mapping takes.
     *
     * @param others in which this table can be had, beside those of all tables
     * @throws ParameterException unless it is TSV, or empty
     */
    static void requireTsv(String format, String... others) {
        if (!format.isEmpty() && !format.equals(TSV)) {
            throw new ParameterException(
                    "format",
                    Parameter.shortened(format),
                    Stream.concat(Stream.of(TSV, "parquet"), Stream.of(others))
                            .collect(Collectors.joining(", ", "one of ", "")));
        }
    }

    /** The name of the input without what says that it is a TSV, compressed or not. */
    static String base(Job job) {
        return job.input().name().replaceFirst("(?i)\\.gz$", "").replaceFirst("(?i)\\.(tsv|txt)$", "");
    }

    /** The value of Content-Disposition. */
    static String attachment(String name) {
        return ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString();
    }

    /** Writes the body of an answer as UTF-8. */
    static Writer writer(HttpServletResponse response) throws IOException {
        return new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8), 1 << 16);
    }

    static void offerAs(String name, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, attachment(name));
    }
}
