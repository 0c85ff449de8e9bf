package org.genoqc.homogeneity.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.genoqc.homogeneity.harness.JobClient.Answer;
import org.junit.jupiter.api.Test;

/** The list of jobs: in pages, by state. */
class JobListTests extends JobsApi {

    @Test
    void jobsAreListedNewestFirstInPages() {
        List<String> submitted = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            submitted.addFirst(completed(tiny()));
        }
        List<String> all = elements(client.get("/jobs?limit=1000").json().path("jobs"))
                .map(job -> job.path("id").asString())
                .toList();
        assertThat(all).startsWith(submitted.toArray(String[]::new));

        List<String> paged = new ArrayList<>();
        String next = "/jobs?limit=2";
        Pattern link = Pattern.compile("<([^>]+)>; *rel=\"next\"");
        while (next != null) {
            Answer page = client.get(next);
            List<String> ids = elements(page.json().path("jobs"))
                    .map(job -> job.path("id").asString())
                    .toList();
            assertThat(ids).hasSizeBetween(1, 2);
            paged.addAll(ids);
            Matcher matcher = link.matcher(page.header("Link"));
            next = matcher.find() ? matcher.group(1) : null;
        }
        assertThat(paged).isEqualTo(all);
    }

    @Test
    void jobsAreListedByState() {
        String complete = completed(tiny());
        String live = client.submit(endless());
        String canceled = client.submit(endless());
        cancelAndAwait(canceled);
        client.awaitProgress(live, p -> p.path("state").asString().equals("RUNNING"));
        assertThat(ids("state=COMPLETE")).contains(complete).doesNotContain(live, canceled);
        assertThat(ids("state=CANCELED&state=COMPLETE"))
                .contains(complete, canceled)
                .doesNotContain(live);
        assertThat(ids("state=RUNNING")).containsExactly(live);
        Answer page = client.get("/jobs?state=COMPLETE&state=CANCELED&limit=1");
        assertThat(page.header("Link")).contains("state=COMPLETE").contains("state=CANCELED");
        cancelAndAwait(live);
    }

    private List<String> ids(String query) {
        return elements(client.get("/jobs?limit=1000&" + query).json().path("jobs"))
                .map(job -> job.path("id").asString())
                .toList();
    }
}
