package org.genoqc.homogeneity.library;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.genoqc.homogeneity.findings.BeforeAndAfter;
import org.genoqc.homogeneity.findings.BeforeAndAfter.Change;
import org.genoqc.homogeneity.findings.ResultComparison;

/**
 * How many probesets are significant (p &lt; 0.05) before and after something was done to the data, or how many findings
 * there are. Files are what the library, the command or the service wrote, plain or gzip; they are read a row at a time.
 *
 * @param both before as well as after
 * @param before only before: of findings, those that are gone
 * @param after only after: of findings, those that are new
 * @param neither probesets that are not significant at all; 0 for findings
 * @param onlyBefore probesets or findings that are in the first file alone, whatever their p-value
 * @param onlyAfter those that are in the second alone
 */
public record Comparison(long both, long before, long after, long neither, long onlyBefore, long onlyAfter) {

    private static final int BUFFER = 1 << 16;
    private static final int GZIP_MAGIC = 0x1f8b;

    /**
     * Compares two results.
     *
     * @param out where a row for each probeset goes: where it is significant, and its p-values
     * @throws org.genoqc.homogeneity.fault.TsvFormatException if one of them is not a result
     */
    public static Comparison ofResults(Path before, Path after, Appendable out) throws IOException {
        try (Reader first = open(before);
                Reader second = open(after)) {
            return of(ResultComparison.results(first, second, out));
        }
    }

    /**
     * Compares two lists of findings.
     *
     * @param out where a row for each finding goes: in which of them it is, its kinds and its p-values
     * @throws org.genoqc.homogeneity.fault.TsvFormatException if one of them is not a list of findings
     */
    public static Comparison ofFindings(Path before, Path after, Appendable out) throws IOException {
        try (Reader first = open(before);
                Reader second = open(after)) {
            return of(ResultComparison.findings(first, second, out));
        }
    }

    private static Comparison of(BeforeAndAfter compared) {
        return new Comparison(
                compared.number(Change.BOTH),
                compared.number(Change.BEFORE),
                compared.number(Change.AFTER),
                compared.number(Change.NEITHER),
                compared.onlyBefore(),
                compared.onlyAfter());
    }

    private static Reader open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": is a directory");
        }
        BufferedInputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            bytes.mark(2);
            int magic = bytes.read() << 8 | bytes.read();
            bytes.reset();
            InputStream text = magic == GZIP_MAGIC ? new GZIPInputStream(bytes, BUFFER) : bytes;
            return new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8), BUFFER);
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }
}
