/**
 * What is wrong with a probeset, where, and how much: each genotyping batch against the rest, tests of the calls and of the
 * missing calls, effects, and what follows from them: report cards, policies, lists of what to take out.
 */
@NullMarked
package org.genoqc.homogeneity.findings;

import org.jspecify.annotations.NullMarked;
