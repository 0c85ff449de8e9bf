/**
 * Generates SNP arrays to test with, of any size: {@link org.genoqc.homogeneity.generate.RandomArray}.
 */
@NullMarked
package org.genoqc.homogeneity.generate;

import org.jspecify.annotations.NullMarked;
