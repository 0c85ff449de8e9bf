/** Results out: the result TSV, the summary, files that appear only whole. */
@NullMarked
package org.genoqc.homogeneity.result;

import org.jspecify.annotations.NullMarked;
