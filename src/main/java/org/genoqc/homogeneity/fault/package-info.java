/**
 * Why an input was not accepted: {@link org.genoqc.homogeneity.fault.InvalidInputException} for what is wrong with it,
 * {@link org.genoqc.homogeneity.fault.HeapBudgetExceededException} for what is too large here,
 * {@link org.genoqc.homogeneity.fault.TsvFormatException} for a result that is not one.
 */
@NullMarked
package org.genoqc.homogeneity.fault;

import org.jspecify.annotations.NullMarked;
