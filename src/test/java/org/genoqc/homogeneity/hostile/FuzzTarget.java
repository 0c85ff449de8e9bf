package org.genoqc.homogeneity.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.counts.CountsReader;
import org.genoqc.homogeneity.counts.CountsWriter;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.fault.HeapBudgetExceededException;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.findings.Policy;
import org.genoqc.homogeneity.input.InputFile;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.parameters.InputFormat;
import org.genoqc.homogeneity.parameters.Parameter;
import org.genoqc.homogeneity.parameters.ParameterException;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.query.StoredCounts;
import org.genoqc.homogeneity.simulation.Cancellation;

/** What reads bytes of others, with what must hold whatever the bytes are. An exception that is none of those named is a bug. */
enum FuzzTarget {
    /** The table of this program; the same as an independent reader of the same rules finds. */
    TSV {
        @Override
        void run(byte[] bytes, Path folder) throws IOException {
            InputFiles files =
                    InputFiles.of(Files.write(folder.resolve("a.tsv"), bytes)).withFormat(InputFormat.TSV);
            Optional<Set<String>> read = rows(files);
            if (NaiveTsv.isPlain(bytes)) {
                require(read.equals(NaiveTsv.rows(bytes)), "read " + read + ", naively " + NaiveTsv.rows(bytes));
            }
        }
    },

    /** Any format, by its header: axiom, gcount, frqx, wide, the table, plain or gzip. */
    DATA {
        @Override
        void run(byte[] bytes, Path folder) throws IOException {
            rows(InputFiles.of(Files.write(folder.resolve("b1.gcount"), bytes)));
        }
    },

    /** Two files of a data set, with the byte 0x1e between them. */
    FILES {
        @Override
        void run(byte[] bytes, Path folder) throws IOException {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            int end = text.indexOf('\u001e') < 0 ? text.length() : text.indexOf('\u001e');
            Path first =
                    Files.writeString(folder.resolve("p.b1.frqx"), text.substring(0, end), StandardCharsets.ISO_8859_1);
            Path second = Files.writeString(
                    folder.resolve("p.b2.frqx"),
                    text.substring(Math.min(text.length(), end + 1)),
                    StandardCharsets.ISO_8859_1);
            rows(InputFiles.of(List.of(first, second)));
        }
    },

    MANIFEST {
        @Override
        void run(byte[] bytes, Path folder) throws IOException {
            rows(ofTwoBatches(folder).withManifest(Files.write(folder.resolve("manifest.tsv"), bytes)));
        }
    },

    ANNOTATION {
        @Override
        void run(byte[] bytes, Path folder) throws IOException {
            rows(ofTwoBatches(folder).withAnnotation(Files.write(folder.resolve("array.csv"), bytes)));
        }
    },

    /** Parameters of a job, {@code name=value} on a line each. */
    PARAMETERS {
        @Override
        void run(byte[] bytes, Path folder) {
            Map<String, String> texts = new HashMap<>();
            for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
                texts.put(line.split("=", 2)[0], line.substring(Math.min(line.length(), line.indexOf('=') + 1)));
            }
            try {
                TestParameters parameters = TestParameters.of(texts);
                require(parameters.equals(TestParameters.of(texts)), "the same texts give other parameters");
            } catch (ParameterException e) {
                require(e.getMessage() != null && !e.getMessage().isBlank(), "a refusal that says nothing");
            }
            for (Parameter<?> parameter : Parameter.OF_JOBS) {
                try {
                    parameter.givenIn(texts);
                } catch (ParameterException e) {
                    require(e.parameter().equals(parameter.name()), "a refusal of another parameter");
                }
            }
        }
    },

    /** Rules; what they are shown as says the same. */
    POLICY {
        @Override
        void run(byte[] bytes, Path folder) {
            try {
                Policy policy = Policy.parse(new String(bytes, StandardCharsets.UTF_8));
                require(Policy.parse(policy.text()).text().equals(policy.text()), "it is shown as " + policy.text());
            } catch (ParameterException e) {
                require(e.getMessage() != null && !e.getMessage().isBlank(), "a refusal that says nothing");
            }
        }
    },

    /** Our own file of stored counts, damaged: an I/O error, or counts, but no end of the process and no endless loop. */
    STORED_COUNTS {
        @Override
        void run(byte[] bytes, Path folder) throws IOException {
            try (StoredCounts counts = StoredCounts.open(Files.write(folder.resolve("counts"), bytes))) {
                for (int probeset = 0; probeset < 4; probeset++) {
                    counts.of(probeset);
                }
            } catch (IOException e) {
                require(e.getMessage() != null, "a refusal that says nothing");
            }
        }
    };

    private static final long MAX_HEAP = 1 << 28;

    /** Reads bytes; a bug is thrown. */
    abstract void run(byte[] bytes, Path folder) throws IOException;

    /** What holds did not. */
    static final class BrokenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenException(String message) {
            super(message);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new BrokenException(otherwise);
        }
    }

    private static InputFiles ofTwoBatches(Path folder) throws IOException {
        return new InputFiles(List.of(axiom(folder, "b1"), axiom(folder, "b2")), null, InputFormat.AXIOM, false);
    }

    private static InputFile axiom(Path folder, String batch) throws IOException {
        Path file = folder.resolve(batch + ".txt");
        Files.writeString(file, "probeset_id\tn_AA\tn_AB\tn_BB\tn_NC\nP1\t1\t2\t3\t4\nP2\t5\t6\t7\t8\n");
        return new InputFile(file, batch + "/Ps.performance.txt", null);
    }

    /**
     * The rows as {@code import} writes them, sorted, without the header; empty where they are refused. What is written is
     * read again as the same, and a fault is told on one line of printable text.
     */
    private static Optional<Set<String>> rows(InputFiles files) throws IOException {
        String written;
        try {
            written = written(files);
        } catch (InvalidInputException e) {
            require(!e.faults().isEmpty(), "refused without a fault");
            for (InputFault fault : e.faults()) {
                require(fault.line() >= 0, "line " + fault.line());
                require(!fault.message().matches("(?s).*[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}].*"), fault.message());
            }
            return Optional.empty();
        } catch (HeapBudgetExceededException e) {
            return Optional.empty();
        }
        Path again = Files.writeString(files.files().getFirst().path().resolveSibling("again.tsv"), written);
        require(written.equals(written(InputFiles.of(again))), "what was written is read as something else");
        List<String> lines = new ArrayList<>(written.lines().toList());
        lines.removeFirst();
        return Optional.of(new TreeSet<>(lines.stream().map(FuzzTarget::inOrder).toList()));
    }

    /** With the stratum, which is the last column, in the third place, as {@link NaiveTsv} has it. */
    private static String inOrder(String line) {
        List<String> fields = new ArrayList<>(List.of(line.split("\t", -1)));
        String stratum = fields.size() > 6 ? fields.removeLast() : "";
        fields.add(2, stratum);
        return String.join("\t", fields);
    }

    private static String written(InputFiles files) throws IOException {
        StringBuilder text = new StringBuilder();
        try (HeapBudget.Share share = new HeapBudget(MAX_HEAP).share()) {
            ProbesetCounts counts = new CountsReader(share, Cancellation.NEVER).read(files);
            requireNoComments(counts);
            CountsWriter.write(counts, text);
        }
        return text.toString();
    }

    /** Where columns before that of the probeset let its id begin with #, no table of ours can have it. */
    private static void requireNoComments(ProbesetCounts counts) {
        if (IntStream.range(0, counts.probesets())
                .anyMatch(probeset -> counts.probesetId(probeset).startsWith("#"))) {
            throw new UnwritableException();
        }
    }

    private static final class UnwritableException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Reads bytes in a folder of its own. */
    static void run(FuzzTarget target, Path folder, byte[] bytes) {
        try {
            target.run(bytes, folder);
        } catch (UnwritableException e) {
            // read, and no more can be said of it
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
