/** The contingency table of a probeset and what is read off it: margins, cleaning, Pearson's statistic. Pure and immutable. */
@NullMarked
package org.genoqc.homogeneity.table;

import org.jspecify.annotations.NullMarked;
