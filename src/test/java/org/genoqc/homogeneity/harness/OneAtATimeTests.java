package org.genoqc.homogeneity.harness;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;

@AnalyzeClasses(packages = "org.genoqc.homogeneity", importOptions = ImportOption.OnlyIncludeTests.class)
class OneAtATimeTests {

    private static final Set<Class<?>> OF_THE_WHOLE_JVM =
            Set.of(SpringApplication.class, SpringApplicationBuilder.class, CapturedOutput.class);

    /** While an application of Spring Boot begins, nothing is logged, also not of another in the same JVM. */
    @ArchTest
    static final ArchRule whatStartsApplicationsOrLooksAtOutputIsOneAtATime = classes()
            .that(describe("start applications or look at output", OneAtATimeTests::usesWhatIsOfTheWholeJvm))
            .should(ArchCondition.from(describe("be @OneAtATime", OneAtATimeTests::isOneAtATime)));

    private static boolean usesWhatIsOfTheWholeJvm(JavaClass type) {
        return !type.isEquivalentTo(OneAtATimeTests.class)
                && type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency ->
                                OF_THE_WHOLE_JVM.stream().anyMatch(dependency.getTargetClass()::isEquivalentTo));
    }

    /** It, or the class that it is in, whose superclasses count too. */
    private static boolean isOneAtATime(JavaClass type) {
        return Stream.<Class<?>>iterate(type.reflect(), of -> of != null, Class::getEnclosingClass)
                .anyMatch(of -> of.isAnnotationPresent(OneAtATime.class));
    }
}
