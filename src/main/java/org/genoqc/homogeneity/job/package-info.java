/**
 * What a job is: its states and what may follow what, its parameters, its errors, what listens to it; and what the
 * service is set to. Uses neither of the rooms below it.
 *
 * <p>{@code job.storage} keeps jobs in the database and in the data directory. {@code job.running} accepts, queues, runs
 * and recovers them; the way in is its {@code Jobs} and {@code JobIntake}.
 */
@NullMarked
package org.genoqc.homogeneity.job;

import org.jspecify.annotations.NullMarked;
