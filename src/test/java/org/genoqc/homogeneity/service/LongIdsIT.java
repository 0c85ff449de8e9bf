package org.genoqc.homogeneity.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Answer;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.ServiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small uploads that unpack to more than the heap take no memory from the jobs of others. {@code -Dlong.ids.clients=6} makes it long. */
class LongIdsIT {

    private static final int CLIENTS = Integer.getInteger("long.ids.clients", 3);
    private static final Path SAMPLE = Path.of("examples/sample.tsv");

    @TempDir
    private Path directory;

    /** 2,600 ids of 65,000 characters, of which gzip leaves some hundred kilobytes. */
    private Path longIds() throws IOException {
        Path file = directory.resolve("long.tsv.gz");
        String rest = "x".repeat(65_000);
        try (Writer out = new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)))) {
            out.write("probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\n");
            for (int row = 0; row < 2600; row++) {
                out.write("P" + row + rest + "\tb1\t10\t5\t3\t1\n");
            }
        }
        return file;
    }

    @Test
    void theirChecksHarmNoRunningJob() throws Exception {
        Path file = longIds();
        assertThat(Files.size(file)).isLessThan(1_000_000);
        try (ServiceProcess service = ServiceProcess.in(directory.resolve("data"))
                        .withHeap("200m")
                        .withJvm(ServiceProcess.COLLECTOR_OF_USERS)
                        .start(directory.resolve("log"));
                JobClient client = service.client();
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            Form sample = new Form().file(SAMPLE).field("n_simulations", 20_000);
            String innocent = client.submit(sample);
            List<Future<Answer>> answers = clients.invokeAll(IntStream.range(0, CLIENTS)
                    .mapToObj(i -> (Callable<Answer>) () -> client.post(new Form().file(file)))
                    .toList());
            for (Future<Answer> future : answers) {
                Answer answer = future.get();
                assertThat(answer.status()).as(answer::text).isIn(202, 429);
            }
            assertThat(client.awaitResult(innocent).text().lines()).hasSize(501);
            Form next = new Form().file(SAMPLE).field("n_simulations", 10);
            assertThat(client.awaitResult(client.submit(next)).text().lines()).hasSize(501);
            assertThat(service.log()).doesNotContain("Handler dispatch failed");
        }
    }
}
