/**
 * Jobs as stored: a row in the database and a folder in the data directory each. Used by {@code job.running} alone.
 * Which state may follow which is the model's to say.
 */
@NullMarked
package org.genoqc.homogeneity.job.storage;

import org.jspecify.annotations.NullMarked;
