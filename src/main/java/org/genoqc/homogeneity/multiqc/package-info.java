/**
 * The genotyping batches as sections of a MultiQC report, made of the report card: {@link
 * org.genoqc.homogeneity.multiqc.MultiQcSection}.
 */
@NullMarked
package org.genoqc.homogeneity.multiqc;

import org.jspecify.annotations.NullMarked;
