package org.genoqc.homogeneity.job;

/** The streams of progress that there may be in this process, by which clients follow jobs. */
public interface StreamPlaces {

    /** How many streams are open. */
    int taken();

    /** How many may be; further ones are refused. */
    int all();
}
