/**
 * Jobs: accepted, stored, queued, run, recovered. A job is a row in the database and a folder in the data directory.
 *
 * <p>The way in is {@link org.genoqc.homogeneity.job.Jobs}.
 */
@NullMarked
package org.genoqc.homogeneity.job;

import org.jspecify.annotations.NullMarked;
