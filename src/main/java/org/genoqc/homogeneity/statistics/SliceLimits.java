package org.genoqc.homogeneity.statistics;

/**
 * How work is cut into slices. No result depends on it.
 *
 * @param nanos how long a slice should take, so that slices end together and are fair to other runs, but are worth being
 *     handed out one by one
 * @param nanosOfBlock how long a block of simulated tables should take at most, which is not divided, so that every worker has
 *     several
 * @param maxBytes the memory that one may use, where its probesets can be divided
 */
public record SliceLimits(double nanos, double nanosOfBlock, long maxBytes) {}
