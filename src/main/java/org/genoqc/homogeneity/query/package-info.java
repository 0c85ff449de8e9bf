/**
 * What is asked of the stored tables of a complete job, answered without going through them:
 * {@link org.genoqc.homogeneity.query.TableIndex} says which rows of result and findings are wanted, in which order, and
 * where they are; {@link org.genoqc.homogeneity.query.StoredCounts} keeps the counts of every probeset.
 */
@NullMarked
package org.genoqc.homogeneity.query;

import org.jspecify.annotations.NullMarked;
