/**
 * The analysis of one data set as a job of Apache Spark: {@link org.genoqc.homogeneity.spark.SparkAnalysis} is what
 * {@code spark-submit} starts.
 *
 * <p>Files are read in parts ({@code InputParts}), first looked through, then packed; their rows are shuffled so that each partition
 * has all rows of some probesets, those that follow each other in the order of the result. A partition is a probeset batch: it is
 * tested by the classes that test it elsewhere ({@code BatchTask}), and what leaves it are results ({@code BatchOutcome}),
 * which the driver brings together ({@code DistributedRun}) and writes by the writers of the other engines.
 */
@NullMarked
package org.genoqc.homogeneity.spark;

import org.jspecify.annotations.NullMarked;
