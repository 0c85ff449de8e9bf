/** The REST interface: controllers parse, delegate and map; nothing else. */
@NullMarked
package org.genoqc.homogeneity.web;

import org.jspecify.annotations.NullMarked;
