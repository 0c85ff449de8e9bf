package org.genoqc.homogeneity.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.jspecify.annotations.Nullable;

/**
 * A real cluster on the loopback address: a Master with its REST server, and Workers, each a process, from the jars of Maven
 * Central alone. Whoever closes it kills all of them.
 */
public final class SparkCluster implements AutoCloseable {

    /** Ends a test that hangs. */
    private static final Duration MAX_WAIT = Duration.ofMinutes(20);

    private static final String HOST = "127.0.0.1";
    private static final Pattern ALIVE = Pattern.compile("\"aliveworkers\"\\s*:\\s*(\\d+)");

    private final Path home;
    private final Path folder;
    private final Path archive;
    private final String classPath;
    private final int cores;
    private final String memory;
    private final int port;
    private final int restPort;
    private final int pagePort;
    private final List<Process> workers = new ArrayList<>();
    private int started;
    private Process master;

    private SparkCluster(Path home, Path folder, int cores, String memory) throws IOException {
        this.home = home;
        this.folder = folder;
        this.archive = home.resolveSibling("spark.jsa");
        this.classPath = classPath(home);
        this.cores = cores;
        this.memory = memory;
        List<ServerSocket> free = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            free.add(new ServerSocket(0, 1, InetAddress.getByName(HOST)));
        }
        this.port = free.get(0).getLocalPort();
        this.restPort = free.get(1).getLocalPort();
        this.pagePort = free.get(2).getLocalPort();
        for (ServerSocket socket : free) {
            socket.close();
        }
    }

    /** As Workers have it for drivers and executors, or else these could not use the archive. */
    private static String classPath(Path home) throws IOException {
        try (Stream<Path> jars = Files.list(home.resolve("jars"))) {
            Path first = jars.filter(jar -> jar.getFileName().toString().startsWith("slf4j-api-"))
                    .findFirst()
                    .orElseThrow();
            return home.resolve("conf") + ":" + first + ":" + home.resolve("jars") + "/*";
        }
    }

    /**
     * The one that all tests of this process use: two Workers, each with room for a driver and an executor of two cores. It is
     * stopped when this process ends; what it wrote stays in {@code target/cluster} until the next one.
     */
    public static SparkCluster shared() throws IOException, InterruptedException {
        return Shared.get();
    }

    private static final class Shared {

        private static @Nullable SparkCluster cluster;

        private static synchronized SparkCluster get() throws IOException, InterruptedException {
            if (cluster == null) {
                Path home = Path.of(System.getProperty("spark.test.home")).toAbsolutePath();
                Path folder = home.resolveSibling("cluster");
                if (Files.exists(folder)) {
                    deleteAll(folder);
                }
                cluster = start(home, folder, 2, 3, "3g");
                Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
            }
            return cluster;
        }

        private static void deleteAll(Path folder) throws IOException {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static SparkCluster start(Path home, Path folder, int workers, int cores, String memory)
            throws IOException, InterruptedException {
        SparkCluster cluster = new SparkCluster(home, folder, cores, memory);
        try {
            cluster.archiveClasses();
            cluster.startMaster();
            for (int i = 0; i < workers; i++) {
                cluster.startWorker();
            }
            cluster.awaitWorkers(workers);
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /**
     * Makes the classes of Spark ready once for each build, by a job in a process of its own: all that is started afterwards,
     * by this class or by Workers, has them from there.
     */
    private void archiveClasses() throws IOException, InterruptedException {
        if (Files.exists(archive)) {
            return;
        }
        Path input = Expected.shuffled(Files.createDirectories(folder).resolve("archived.tsv"), 20, 3, 1);
        List<String> arguments = new ArrayList<>(List.of("--master", "local[1]"));
        arguments.addAll(List.of("--class", SparkAnalysis.class.getName()));
        arguments.addAll(List.of("--conf", "spark.driver.host=" + HOST, "--conf", "spark.ui.enabled=false"));
        arguments.addAll(List.of(System.getProperty("spark.test.jar"), input.toString(), "--n-simulations=10"));
        arguments.addAll(List.of("--output", folder.resolve("archived").toString()));
        Path log = folder.resolve("archived.log");
        Process job = start(
                log, List.of("-XX:ArchiveClassesAtExit=" + archive), "org.apache.spark.deploy.SparkSubmit", arguments);
        if (job.waitFor() != 0) {
            throw new IOException("no job runs: " + log);
        }
    }

    /** What makes the JVM of a driver, and those of its executors, compile quickly instead of well; without the page of the job. */
    public Map<String, String> quickJob() {
        String options = String.join(" ", quick());
        return Map.of(
                "spark.driver.extraJavaOptions",
                options,
                "spark.executor.extraJavaOptions",
                options,
                "spark.ui.enabled",
                "false");
    }

    private List<String> quick() {
        // without -Xlog the JVM would write of an archive that it can't use
        return Files.exists(archive)
                ? List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:SharedArchiveFile=" + archive,
                        "-Xlog:disable")
                : List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    }

    /** As in {@code spark://127.0.0.1:7077}. */
    public String masterUrl() {
        return "spark://" + HOST + ":" + port;
    }

    /** Of the Master's REST server, as in {@code http://127.0.0.1:6066}. */
    public URI restUrl() {
        return URI.create("http://" + HOST + ":" + restPort);
    }

    /** Of the Master's page; {@code /json/} below it says who is there. */
    public URI pageUrl() {
        return URI.create("http://" + HOST + ":" + pagePort);
    }

    /** Starts the Master, at the same ports as before if there was one. */
    public void startMaster() throws IOException {
        master = start(
                "master",
                List.of("-Dspark.master.rest.enabled=true", "-Dspark.master.rest.port=" + restPort),
                "org.apache.spark.deploy.master.Master",
                List.of("--host", HOST, "--port", "" + port, "--webui-port", "" + pagePort));
    }

    /** Kills the Master; Workers look for the next one at the same port. */
    public void killMaster() throws InterruptedException {
        kill(master);
    }

    /** Starts a further Worker. */
    public void startWorker() throws IOException {
        started++;
        Path work = Files.createDirectories(folder.resolve("work" + started));
        workers.add(start(
                "worker" + started,
                List.of(),
                "org.apache.spark.deploy.worker.Worker",
                List.of(
                        "--host",
                        HOST,
                        "--cores",
                        "" + cores,
                        "--memory",
                        memory,
                        "--work-dir",
                        work.toString(),
                        "--webui-port",
                        "0",
                        masterUrl())));
    }

    /** Kills the Worker that has run the longest, and all that runs below it, as if its machine were gone. */
    public void killWorker() throws InterruptedException {
        kill(workers.removeFirst());
    }

    /** Waits until so many Workers are registered and alive. */
    public void awaitWorkers(int number) throws InterruptedException {
        await(() -> aliveWorkers() == number, number + " workers to be alive");
    }

    private int aliveWorkers() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> page = client.send(
                    HttpRequest.newBuilder(pageUrl().resolve("/json/"))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            Matcher alive = ALIVE.matcher(page.body());
            return alive.find() ? Integer.parseInt(alive.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /**
     * Starts spark-submit with the driver in its own process.
     *
     * @param conf properties of Spark
     * @param log gets what it prints, standard error included
     */
    public Process submit(Path jar, String mainClass, Map<String, String> conf, List<String> arguments, Path log)
            throws IOException {
        List<String> all = new ArrayList<>(List.of("--master", masterUrl(), "--class", mainClass));
        quickJob().forEach((name, value) -> all.addAll(List.of("--conf", name + "=" + value)));
        conf.forEach((name, value) -> all.addAll(List.of("--conf", name + "=" + value)));
        all.addAll(List.of("--conf", "spark.driver.host=" + HOST, "--conf", "spark.driver.bindAddress=" + HOST));
        all.add(jar.toString());
        all.addAll(arguments);
        return start(log, List.of(), "org.apache.spark.deploy.SparkSubmit", all);
    }

    private Process start(String name, List<String> options, String mainClass, List<String> arguments)
            throws IOException {
        return start(folder.resolve(name + ".log"), options, mainClass, arguments);
    }

    private Process start(Path log, List<String> options, String mainClass, List<String> arguments) throws IOException {
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        command.add("-Xmx512m");
        command.addAll(quick());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Map<String, String> environment = builder.environment();
        environment.put("SPARK_HOME", home.toString());
        environment.put("SPARK_SCALA_VERSION", "2.13");
        environment.put("SPARK_LOCAL_IP", HOST);
        environment.put(
                "SPARK_LOCAL_DIRS",
                Files.createDirectories(folder.resolve("local")).toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    /** Waits for what is to happen. */
    public static void await(BooleanSupplier condition, String what) throws InterruptedException {
        Instant end = Instant.now().plus(MAX_WAIT);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("waited in vain for " + what);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static void kill(Process process) throws InterruptedException {
        List<ProcessHandle> below = process.descendants().toList();
        process.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
        process.waitFor();
        await(() -> below.stream().noneMatch(ProcessHandle::isAlive), "processes to be gone");
    }

    @Override
    public void close() {
        try {
            for (Process worker : workers) {
                kill(worker);
            }
            if (master != null) {
                kill(master);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while the cluster was being stopped", e));
        }
    }
}
