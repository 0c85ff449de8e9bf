package org.genoqc.homogeneity.job.storage;

import org.genoqc.homogeneity.job.StateChange;

/** A job that was claimed: the right to run it, and the change of state that came with it. */
public record Claimed(Claim claim, StateChange change) {}
