package org.genoqc.homogeneity.job.storage;

/**
 * What an owner's jobs take.
 *
 * @param liveJobs those that wait or run
 * @param simulations the most tables that these may have simulated, of those whose input was read
 * @param bytes of the inputs and results of all jobs that there are
 */
public record OwnerUsage(long liveJobs, long simulations, long bytes) {}
