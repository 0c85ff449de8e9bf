package org.genoqc.homogeneity.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.genoqc.homogeneity.harness.JobClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads of the result: known, resumed, compressed. */
class ResultDownloadTests extends JobsApi {

    @Test
    void aResultThatIsKnownIsNotSentAgain() {
        String path = "/jobs/" + arrayJob() + "/result";
        Answer result = client.get(path);
        String etag = result.header("ETag");
        assertThat(etag).matches("\"[0-9a-f]{64}\"");
        for (String known : List.of(etag, "\"x\", " + etag, "W/" + etag)) {
            Answer again = client.get(path, "If-None-Match", known);
            assertThat(again.status()).as(known).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(again.header("ETag")).isEqualTo(etag);
        }
        assertThat(client.get(path, "If-None-Match", "\"x\"").body()).isEqualTo(result.body());
    }

    @Test
    void aDownloadCanBeResumed() {
        String path = "/jobs/" + arrayJob() + "/result";
        Answer result = client.get(path);
        byte[] all = result.body();
        Answer part = client.get(path, "Range", "bytes=1000-1999");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.header("Content-Range")).isEqualTo("bytes 1000-1999/" + all.length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(all, 1000, 2000));
        assertThat(part.header("ETag")).isEqualTo(result.header("ETag"));
        assertThat(client.get(path, "Range", "bytes=5000-").body())
                .isEqualTo(Arrays.copyOfRange(all, 5000, all.length));
        assertThat(client.get(path, "Range", "bytes=-10").body())
                .isEqualTo(Arrays.copyOfRange(all, all.length - 10, all.length));
        Answer same = client.get(path, "Range", "bytes=5000-", "If-Range", result.header("ETag"));
        assertThat(same.status()).isEqualTo(206);
        assertThat(same.body()).isEqualTo(Arrays.copyOfRange(all, 5000, all.length));
        Answer other = client.get(path, "Range", "bytes=5000-", "If-Range", "\"another\"");
        assertThat(other.status()).isEqualTo(200);
        assertThat(other.body()).isEqualTo(all);
    }

    @Test
    void aRangeBeyondTheEndCannotBeSatisfied() {
        String path = "/jobs/" + arrayJob() + "/result";
        Answer answer = client.get(path, "Range", "bytes=1000000000-");
        assertThat(answer.status()).isEqualTo(416);
        assertThat(answer.header("Content-Range")).startsWith("bytes */");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=,",
                "bytes= , ,",
                "bytes=",
                "bytes=5-2",
                "bytes=x-y",
                "lines=1-2",
                "",
                "bytes=99999999999999999999-"
            })
    void aRangeThatCannotBeUnderstoodIsIgnored(String range) {
        String path = "/jobs/" + arrayJob() + "/result";
        Answer answer = client.get(path, "Range", range);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(client.get(path).body());
    }

    @Test
    void severalRangesAreSentWhereAllAreWithinTheResultElseTheWhole() {
        String path = "/jobs/" + arrayJob() + "/result";
        assertThat(client.get(path, "Range", "bytes=0-9,20-29").status()).isEqualTo(206);
        assertThat(client.get(path, "Range", "bytes=0-,0-,0-").status()).isEqualTo(200);
        assertThat(client.get(path, "Range", "bytes=0-9,1000000000-").status()).isEqualTo(200);
    }

    @Test
    void aCompressedResultHasAnETagOfItsOwnAndCanBeResumedToo() throws IOException {
        String path = "/jobs/" + arrayJob() + "/result";
        Answer plain = client.get(path);
        Answer compressed = client.get(path, "Accept-Encoding", "br, gzip;q=0.8");
        assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(compressed.header("Vary")).containsIgnoringCase("Accept-Encoding");
        assertThat(plain.header("Vary")).containsIgnoringCase("Accept-Encoding");
        String etag = compressed.header("ETag");
        assertThat(etag).startsWith("\"").isNotEqualTo(plain.header("ETag"));
        byte[] all = compressed.body();
        assertThat(all.length).isLessThan(plain.body().length / 2);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(all))) {
            assertThat(in.readAllBytes()).isEqualTo(plain.body());
        }
        Answer rest = client.get(path, "Accept-Encoding", "gzip", "Range", "bytes=100-", "If-Range", etag);
        assertThat(rest.status()).isEqualTo(206);
        assertThat(rest.header("ETag")).isEqualTo(etag);
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(all, 100, all.length));
        assertThat(client.get(path, "Accept-Encoding", "gzip", "If-None-Match", etag)
                        .status())
                .isEqualTo(304);
        Answer unwanted = client.get(path, "Accept-Encoding", "gzip;q=0");
        assertThat(unwanted.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(unwanted.body()).isEqualTo(plain.body());
    }

    @Test
    void aHeadRequestTellsTheLength() {
        String path = "/jobs/" + arrayJob() + "/result";
        Answer head = client.send("HEAD", path, BodyPublishers.noBody());
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo(client.get(path).header("Content-Length"));
        assertThat(head.header("ETag")).isNotEmpty();
    }
}
