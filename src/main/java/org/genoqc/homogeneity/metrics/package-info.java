/**
 * What the service reports about itself: metrics, health, the newest probeset batches. Listens to jobs and batches; nothing
 * depends on it.
 */
@NullMarked
package org.genoqc.homogeneity.metrics;

import org.jspecify.annotations.NullMarked;
