package org.genoqc.homogeneity.counts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.genoqc.homogeneity.input.InputFile;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.parameters.InputFormat;
import org.genoqc.homogeneity.simulation.Cancellation;

/** Small files of a data set, made in a folder; {@code |} stands for a tab in their texts. */
record DataSetFiles(Path folder, Map<String, byte[]> contents) {

    static DataSetFiles in(Path folder) {
        return new DataSetFiles(folder, new LinkedHashMap<>());
    }

    DataSetFiles with(String name, String text) {
        return with(name, text.replace('|', '\t').getBytes(StandardCharsets.UTF_8));
    }

    DataSetFiles with(String name, byte[] bytes) {
        contents.put(name, bytes);
        return this;
    }

    /** Writes them. */
    InputFiles files() throws IOException {
        List<InputFile> files = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : contents.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            files.add(new InputFile(Files.write(path, file.getValue()), file.getKey(), null));
        }
        return new InputFiles(files, null, InputFormat.AUTO, false);
    }

    /** Writes and reads them. */
    ProbesetCounts read() throws IOException {
        return read(files());
    }

    static ProbesetCounts read(InputFiles files) throws IOException {
        try (HeapBudget.Share share = HeapBudget.ofThisJvm().share()) {
            return new CountsReader(share, Cancellation.NEVER).read(files);
        }
    }

    /** The rows as {@link CountsWriter} writes them, with {@code |} for tabs, without the header. */
    static List<String> rows(ProbesetCounts counts) throws IOException {
        StringBuilder text = new StringBuilder();
        CountsWriter.write(counts, text);
        return text.toString().replace('\t', '|').lines().skip(1).toList();
    }
}
