package org.genoqc.homogeneity.job.storage;

import java.util.UUID;

/**
 * The right to run a job. A job that is claimed again, because its runner was thought dead, gets a higher number of
 * attempt; whatever holds an older one can change nothing any more (a fencing token).
 *
 * @param attempt from 1
 */
public record Claim(UUID job, int attempt) {}
