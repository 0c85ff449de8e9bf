package org.genoqc.homogeneity.findings;

/**
 * What a list lacks.
 *
 * @param unfitLines lines with names that PLINK can't be given; 0 in lists that are not for PLINK
 * @param probesetsWithoutId probesets that would have lines, or a row, had they a name of the kind that the list has
 */
public record LeftOut(long unfitLines, long probesetsWithoutId) {}
