/**
 * Who may use the service: by no authentication, by keys or by the tokens of an issuer. Which request needs which role is in
 * {@link org.genoqc.homogeneity.security.AccessConfiguration} alone; whose job it is, {@code web} looks up. Nothing uses this
 * package: others see the principal of a request and its roles, as the Servlet API has them.
 */
@NullMarked
package org.genoqc.homogeneity.security;

import org.jspecify.annotations.NullMarked;
