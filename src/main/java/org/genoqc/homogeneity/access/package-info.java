/**
 * Who may do what: roles, and the keys that say who asks. Plain Java, since the command makes keys
 * ({@link org.genoqc.homogeneity.access.KeysFile#create}) that the service looks up
 * ({@link org.genoqc.homogeneity.access.Keys#find}).
 */
@NullMarked
package org.genoqc.homogeneity.access;

import org.jspecify.annotations.NullMarked;
