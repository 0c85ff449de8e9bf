package org.genoqc.homogeneity.query;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The stored tables of a complete job.
 *
 * @param result the result TSV
 * @param findings the findings TSV of the same job; null if its analysis was basic
 * @param sha256 of the result, in hexadecimal
 */
public record IndexedTables(Path result, @Nullable Path findings, String sha256) {}
