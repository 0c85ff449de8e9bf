/** The output: the result TSV, the summary, files that appear only when complete. */
@NullMarked
package org.genoqc.homogeneity.result;

import org.jspecify.annotations.NullMarked;
