package org.genoqc.homogeneity.web;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import org.genoqc.homogeneity.job.Job;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** The names under which files of a job are saved. */
final class Downloads {

    private Downloads() {}

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

    static void offerAs(String name, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, attachment(name));
    }
}
