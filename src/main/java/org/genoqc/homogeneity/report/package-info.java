/**
 * The report: one HTML file with the figures of a result and the scripts that draw them, to be opened, printed and kept
 * without the service or a network. Scripts and styles are files of this package among the resources; the charts are drawn
 * by Apache ECharts.
 */
@NullMarked
package org.genoqc.homogeneity.report;

import org.jspecify.annotations.NullMarked;
