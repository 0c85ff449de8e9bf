package org.genoqc.homogeneity.web;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.genoqc.homogeneity.parquet.ParquetWriter;
import org.genoqc.homogeneity.result.WholeFile;
import org.springframework.stereotype.Component;

/**
 * The Parquet forms of the tables of jobs, each made when it is first asked for and kept beside its TSV, so that it can be
 * sent in ranges. Where two replicas make the same one at once, the later takes the place of the other, with the same rows.
 */
@Component
class ParquetFiles {

    /** One is made at a time, so that however many are asked for, the memory is that of one. */
    private final Lock making = new ReentrantLock();

    /** @param tsv of a complete job, named {@code *.tsv} */
    Path of(Path tsv) throws IOException {
        String name = tsv.getFileName().toString();
        Path parquet = tsv.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".parquet");
        if (!Files.exists(parquet)) {
            making.lock();
            try {
                if (!Files.exists(parquet)) {
                    make(tsv, parquet);
                }
            } finally {
                making.unlock();
            }
        }
        return parquet;
    }

    private static void make(Path tsv, Path parquet) throws IOException {
        WholeFile.write(parquet, file -> {
            try (BufferedReader in = Files.newBufferedReader(tsv);
                    Writer out = new ParquetWriter(new BufferedOutputStream(Files.newOutputStream(file)))) {
                in.transferTo(out);
            }
        });
    }
}
