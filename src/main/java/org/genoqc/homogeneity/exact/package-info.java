/**
 * Exact tests of small tables: Fisher, Freeman and Halton's of two rows, and that of Hardy-Weinberg equilibrium. Pure and
 * immutable, and nothing of it depends on the rest of the program.
 */
@NullMarked
package org.genoqc.homogeneity.exact;

import org.jspecify.annotations.NullMarked;
