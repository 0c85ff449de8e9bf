/**
 * Speaks with the REST server of a Spark Master, by which applications are submitted, watched and killed without any class of
 * Spark. Knows nothing of jobs. The way in is {@code SparkMaster}.
 */
@NullMarked
package org.genoqc.homogeneity.cluster;

import org.jspecify.annotations.NullMarked;
