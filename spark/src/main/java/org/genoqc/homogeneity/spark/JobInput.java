package org.genoqc.homogeneity.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.genoqc.homogeneity.input.InputFile;
import org.genoqc.homogeneity.input.InputFiles;
import org.jspecify.annotations.Nullable;

/**
 * The files of the data set, in whatever file systems Hadoop knows.
 *
 * @param paths where each is, by number
 * @param lengths in bytes, by number
 * @param files the same, as the readers want them
 */
record JobInput(List<String> paths, List<Long> lengths, InputFiles files) {

    /** A file that was found. */
    private record Found(FileStatus status, String name) {}

    JobInput {
        paths = List.copyOf(paths);
        lengths = List.copyOf(lengths);
    }

    /** Finds the files. Of a folder all are taken, but those whose names begin with a dot or an underscore. */
    static JobInput of(JobOptions options, Configuration hadoop) throws IOException {
        List<Found> found = new ArrayList<>();
        for (String input : options.inputs()) {
            found.addAll(find(input, hadoop));
        }
        JsonNode names = names(options.names(), hadoop);
        List<InputFile> files = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            JsonNode name = names == null ? null : names.path("files").get(i);
            files.add(file(
                    found.get(i).status().getPath(), name == null ? found.get(i).name() : name.asText(), hadoop));
        }
        return new JobInput(
                found.stream().map(file -> file.status().getPath().toString()).toList(),
                found.stream().map(file -> file.status().getLen()).toList(),
                new InputFiles(
                        files,
                        beside(options.manifest(), "manifest", names, hadoop),
                        options.format(),
                        options.bestProbesetsOnly(),
                        beside(options.annotation(), "annotation", names, hadoop)));
    }

    private static @Nullable JsonNode names(@Nullable String file, Configuration hadoop) throws IOException {
        if (file == null) {
            return null;
        }
        Path path = new Path(file);
        try (InputStream in = path.getFileSystem(hadoop).open(path)) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static @Nullable InputFile beside(
            @Nullable String file, String kind, @Nullable JsonNode names, Configuration hadoop) {
        if (file == null) {
            return null;
        }
        String name = names == null ? null : names.path(kind).textValue();
        return file(new Path(file), name == null ? file : name, hadoop);
    }

    private static InputFile file(Path path, String name, Configuration hadoop) {
        return new InputFile(
                java.nio.file.Path.of(path.getName()),
                name,
                null,
                () -> path.getFileSystem(hadoop).open(path));
    }

    private static List<Found> find(String input, Configuration hadoop) throws IOException {
        Path pattern = new Path(input);
        FileStatus[] matching = pattern.getFileSystem(hadoop).globStatus(pattern);
        if (matching == null || matching.length == 0) {
            throw new FileNotFoundException(input + ": no such file or directory");
        }
        boolean isPattern = matching.length > 1;
        List<Found> found = new ArrayList<>();
        for (FileStatus status : Arrays.stream(matching)
                .sorted(Comparator.comparing(FileStatus::getPath))
                .toList()) {
            String name = isPattern ? status.getPath().toUri().getPath() : input;
            if (status.isDirectory()) {
                found.addAll(below(status.getPath(), name, hadoop));
            } else {
                found.add(new Found(status, name));
            }
        }
        if (found.isEmpty()) {
            throw new FileNotFoundException(input + ": there is no file in it");
        }
        return found;
    }

    private static List<Found> below(Path folder, String name, Configuration hadoop) throws IOException {
        String base = folder.toUri().getPath();
        String shown = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        List<Found> found = new ArrayList<>();
        RemoteIterator<LocatedFileStatus> files = folder.getFileSystem(hadoop).listFiles(folder, true);
        while (files.hasNext()) {
            FileStatus file = files.next();
            String rest = file.getPath().toUri().getPath().substring(base.length());
            if (!rest.contains("/.") && !rest.contains("/_")) {
                found.add(new Found(file, shown + rest));
            }
        }
        found.sort(Comparator.comparing(Found::name));
        return found;
    }

    long bytes() {
        return lengths.stream().mapToLong(Long::longValue).sum();
    }
}
