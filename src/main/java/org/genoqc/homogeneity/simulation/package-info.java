/**
 * Tables drawn from the exact conditional distribution given both margins, and how many of them reach the observed
 * statistic. Pure functions of margins, streams and cancellation; not part of the library's interface.
 */
@NullMarked
package org.genoqc.homogeneity.simulation;

import org.jspecify.annotations.NullMarked;
