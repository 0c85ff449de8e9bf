package org.genoqc.homogeneity.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * On a class of tests that starts services within the JVM of the tests, logs, or looks at what this JVM prints: such
 * classes run one after the other. All others run beside them and beside each other. They begin first, since they take longest
 * in all.
 */
@Order(1)
@ResourceLock("services and output of this JVM")
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OneAtATime {}
