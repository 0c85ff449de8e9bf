package org.genoqc.homogeneity.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.ServiceProcess;
import org.genoqc.homogeneity.hostile.RequestGenerator.Known;
import org.genoqc.homogeneity.hostile.Wire.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests made from openapi.yaml, sound and hostile ones, against the running service: each is answered, by what openapi.yaml
 * describes, and afterwards the service does what it did before. {@code -Dhostile.requests=10000 -Dhostile.seed=7} for others.
 */
class HostileRequestsIT {

    private static final int REQUESTS = Integer.getInteger("hostile.requests", 600);
    private static final long SEED = Long.getLong("hostile.seed", 1);

    /** So many faults are shown. */
    private static final int MAX_FAULTS = 20;

    private static final int MAX_REMOVABLE = 50;

    private static final Path SAMPLE = Path.of("examples/sample.tsv");

    @TempDir
    private Path directory;

    @Test
    void everyAnswerIsAsDescribedAndTheServiceIsUnharmed() throws IOException {
        Path dataDir = directory.resolve("data");
        long start = System.nanoTime();
        try (ServiceProcess service = ServiceProcess.in(dataDir)
                        .with("--homogeneity.jobs.max-queued=100000", "--homogeneity.max-upload-size=1MB")
                        .start(directory.resolve("log"));
                JobClient client = service.client()) {
            String result = result(client);
            Known known = new Known(kept(client), new ArrayList<>());
            AnswerRules rules = new AnswerRules(
                    Path.of("openapi.yaml"),
                    List.of(
                            directory.toString(),
                            Path.of("").toAbsolutePath().toString(),
                            System.getProperty("java.home")));
            assertThat(faults(service.port(), rules, known)).isEmpty();
            System.out.printf(
                    "%d requests of seed %d in %d s, by status: %s%n",
                    REQUESTS, SEED, Duration.ofNanos(System.nanoTime() - start).toSeconds(), rules.counts());
            assertThat(rules.counts())
                    .as("what the requests come to")
                    .containsKeys("200", "202", "204", "400", "404", "405", "406", "409", "413", "415", "417", "422");
            assertThat(result(client)).as("the same job gives the same result").isEqualTo(result);
            assertThat(service.log().lines())
                    .as("nothing was logged as a fault of the service, and nothing that looks like another's line")
                    .noneMatch(line ->
                            line.contains(" ERROR ") || line.startsWith(HostileTexts.MARK) || line.contains("\u001b"));
        }
    }

    /** An example of each kind of fault. */
    private static Collection<String> faults(int port, AnswerRules rules, Known known) {
        RequestGenerator generator = new RequestGenerator(rules.api(), SEED);
        Map<String, String> faults = new TreeMap<>();
        for (int number = 0; number < REQUESTS && faults.size() < MAX_FAULTS; number++) {
            HostileRequest request = generator.make(number, known);
            List<Answer> answers = List.of();
            try {
                answers = Wire.exchange(port, request);
                if (answers.isEmpty()) {
                    faults.put("no answer", "request " + number + " was not answered\n" + request);
                }
            } catch (IOException e) {
                faults.put(e.toString(), "request " + number + ": " + e + "\n" + request);
            }
            for (int i = 0; i < answers.size(); i++) {
                Answer answer = answers.get(i);
                // what follows the first answers what the service took for another request
                HostileRequest asked =
                        i == 0 ? request : new HostileRequest("GET", request.template(), false, request.bytes());
                for (String fault : rules.faults(asked, answer)) {
                    faults.put(
                            request.template() + answer.status() + fault,
                            "request %d, answered %d: %s\n%s\n%s\n%s"
                                    .formatted(
                                            number,
                                            answer.status(),
                                            fault,
                                            request,
                                            answer.fields(),
                                            shortened(answer.text())));
                }
                accepted(answer, known);
            }
        }
        return faults.values();
    }

    private static void accepted(Answer answer, Known known) {
        if (answer.status() == 202 && answer.header("Location").isPresent()) {
            String id = answer.header("Location").get().replaceFirst(".*/", "");
            known.removable().add(id);
            if (known.removable().size() > MAX_REMOVABLE) {
                known.removable().removeFirst();
            }
        }
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), 600));
    }

    private static String result(JobClient client) {
        return client.awaitResult(client.submit(new Form().file(SAMPLE).field("n_simulations", 10)))
                .text();
    }

    /** A job of each kind that ends by itself. */
    private static List<String> kept(JobClient client) {
        String full = client.submit(new Form().file(SAMPLE).field("n_simulations", 10));
        String basic =
                client.submit(new Form().file(SAMPLE).field("n_simulations", 10).field("analysis", "basic"));
        String faulty = client.submit(new Form().text("faulty.tsv", faultyLate()));
        List<String> ids = List.of(full, full, full, basic, faulty);
        ids.forEach(client::awaitEnd);
        return ids;
    }

    /** A fault where the check at the submission does not come to. */
    private static String faultyLate() {
        StringBuilder rows = new StringBuilder("probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\n");
        for (int i = 0; i < 30_000; i++) {
            rows.append('P').append(i).append("\tb1\t1\t2\t3\t4\n");
        }
        return rows.append("P\tb1\tx\t2\t3\t4\n").toString();
    }
}
