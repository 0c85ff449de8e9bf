/**
 * A client of a running service: {@link org.genoqc.homogeneity.client.ServiceClient}.
 */
@NullMarked
package org.genoqc.homogeneity.client;

import org.jspecify.annotations.NullMarked;
