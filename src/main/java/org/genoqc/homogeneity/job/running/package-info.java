/**
 * Jobs from their submission to their end: accepted, queued, run, cancelled, handed over, removed.
 *
 * <p>The way in is {@link org.genoqc.homogeneity.job.running.JobIntake} for what is submitted and
 * {@link org.genoqc.homogeneity.job.running.Jobs} for what was accepted.
 */
@NullMarked
package org.genoqc.homogeneity.job.running;

import org.jspecify.annotations.NullMarked;
