package org.genoqc.homogeneity;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;

@AnalyzeClasses(packages = "org.genoqc.homogeneity", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    private static final String ROOT = "org.genoqc.homogeneity";

    private static final String[] WHAT_RUNS_DATA_SETS = {
        "parameters",
        "fault",
        "input",
        "report",
        "figures",
        "analysis",
        "batch",
        "query",
        "result",
        "findings",
        "counts",
        "statistics",
        "table",
        "simulation"
    };

    @ArchTest
    static final ArchRule dependenciesGoOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
            .layer("parameters")
            .definedBy(ROOT + ".parameters..")
            .layer("fault")
            .definedBy(ROOT + ".fault..")
            .layer("input")
            .definedBy(ROOT + ".input..")
            .layer("table")
            .definedBy(ROOT + ".table..")
            .layer("exact")
            .definedBy(ROOT + ".exact..")
            .layer("simulation")
            .definedBy(ROOT + ".simulation..")
            .layer("statistics")
            .definedBy(ROOT + ".statistics..")
            .layer("counts")
            .definedBy(ROOT + ".counts..")
            .layer("findings")
            .definedBy(ROOT + ".findings..")
            .layer("result")
            .definedBy(ROOT + ".result..")
            .layer("query")
            .definedBy(ROOT + ".query..")
            .layer("batch")
            .definedBy(ROOT + ".batch..")
            .layer("analysis")
            .definedBy(ROOT + ".analysis..")
            .layer("figures")
            .definedBy(ROOT + ".figures..")
            .layer("report")
            .definedBy(ROOT + ".report..")
            .layer("library")
            .definedBy(ROOT + ".library..")
            .layer("job")
            .definedBy(ROOT + ".job..")
            .layer("cluster")
            .definedBy(ROOT + ".cluster..")
            .layer("web")
            .definedBy(ROOT + ".web..")
            .layer("access")
            .definedBy(ROOT + ".access..")
            .layer("security")
            .definedBy(ROOT + ".security..")
            .layer("metrics")
            .definedBy(ROOT + ".metrics..")
            .layer("cli")
            .definedBy(ROOT + ".cli..")
            .layer("client")
            .definedBy(ROOT + ".client..")
            .layer("generate")
            .definedBy(ROOT + ".generate..")
            .layer("parquet")
            .definedBy(ROOT + ".parquet..")
            .layer("multiqc")
            .definedBy(ROOT + ".multiqc..")
            .whereLayer("parameters")
            .mayNotAccessAnyLayer()
            .whereLayer("fault")
            .mayNotAccessAnyLayer()
            .whereLayer("input")
            .mayOnlyAccessLayers("parameters")
            .whereLayer("table")
            .mayNotAccessAnyLayer()
            .whereLayer("exact")
            .mayNotAccessAnyLayer()
            .whereLayer("simulation")
            .mayOnlyAccessLayers("table")
            .whereLayer("statistics")
            .mayOnlyAccessLayers("parameters", "table", "simulation")
            .whereLayer("counts")
            .mayOnlyAccessLayers("parameters", "fault", "input", "table", "simulation")
            .whereLayer("findings")
            .mayOnlyAccessLayers("parameters", "fault", "counts", "exact", "statistics", "table", "simulation")
            .whereLayer("result")
            .mayOnlyAccessLayers("input", "findings", "counts", "statistics", "table", "simulation")
            .whereLayer("query")
            .mayOnlyAccessLayers("fault", "result", "findings", "counts", "statistics", "table", "simulation")
            .whereLayer("batch")
            .mayOnlyAccessLayers("parameters", "fault", "findings", "counts", "statistics", "table", "simulation")
            .whereLayer("analysis")
            .mayOnlyAccessLayers(
                    "parameters", "fault", "input", "batch", "findings", "counts", "statistics", "table", "simulation")
            .whereLayer("figures")
            .mayOnlyAccessLayers("analysis", "batch", "findings", "counts", "statistics", "simulation")
            .whereLayer("report")
            .mayOnlyAccessLayers("figures")
            .whereLayer("library")
            .mayOnlyAccessLayers(WHAT_RUNS_DATA_SETS)
            .whereLayer("cluster")
            .mayNotAccessAnyLayer()
            .whereLayer("job")
            .mayOnlyAccessLayers(Stream.concat(Stream.of(WHAT_RUNS_DATA_SETS), Stream.of("cluster"))
                    .toArray(String[]::new))
            .whereLayer("web")
            .mayOnlyAccessLayers(
                    "parameters",
                    "fault",
                    "report",
                    "figures",
                    "analysis",
                    "batch",
                    "query",
                    "result",
                    "findings",
                    "counts",
                    "statistics",
                    "table",
                    "simulation",
                    "job",
                    "access",
                    "parquet",
                    "multiqc")
            .whereLayer("access")
            .mayNotAccessAnyLayer()
            .whereLayer("security")
            .mayOnlyAccessLayers("access", "job")
            .whereLayer("metrics")
            .mayOnlyAccessLayers(
                    "parameters",
                    "fault",
                    "batch",
                    "result",
                    "findings",
                    "counts",
                    "statistics",
                    "table",
                    "simulation",
                    "job")
            .whereLayer("cli")
            .mayOnlyAccessLayers(
                    "parameters",
                    "fault",
                    "input",
                    "access",
                    "client",
                    "generate",
                    "library",
                    "result",
                    "parquet",
                    "multiqc")
            .whereLayer("client")
            .mayOnlyAccessLayers("input")
            .whereLayer("generate")
            .mayOnlyAccessLayers("parameters")
            .whereLayer("parquet")
            .mayNotAccessAnyLayer()
            .whereLayer("multiqc")
            .mayNotAccessAnyLayer()
            .whereLayer("security")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("metrics")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    /** The model in {@code job} itself, the storage above it, what runs jobs above both. */
    @ArchTest
    static final ArchRule theRoomsOfJobsAreOneAboveTheOther = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(ROOT + ".job..")
            .layer("model")
            .definedBy(ROOT + ".job")
            .layer("storage")
            .definedBy(ROOT + ".job.storage")
            .layer("running")
            .definedBy(ROOT + ".job.running")
            .whereLayer("running")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("storage")
            .mayOnlyBeAccessedByLayers("running");

    @ArchTest
    static final ArchRule onlyJobsKnowTheirStorage = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".job..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".job.storage..");

    @ArchTest
    static final ArchRule theLibraryUsesNoFramework = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOT + ".parameters..",
                    ROOT + ".fault..",
                    ROOT + ".input..",
                    ROOT + ".table..",
                    ROOT + ".exact..",
                    ROOT + ".simulation..",
                    ROOT + ".statistics..",
                    ROOT + ".counts..",
                    ROOT + ".findings..",
                    ROOT + ".result..",
                    ROOT + ".query..",
                    ROOT + ".batch..",
                    ROOT + ".analysis..",
                    ROOT + ".figures..",
                    ROOT + ".report..",
                    ROOT + ".library..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..",
                    "jakarta..",
                    "javax.sql..",
                    "java.sql..",
                    "com.fasterxml..",
                    "tools.jackson..",
                    "org.slf4j..",
                    "com.github.kagkarlsson..",
                    "io.micrometer..");

    @ArchTest
    static final ArchRule theCommandLineNeedsNoSpring = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOT + ".cli..",
                    ROOT + ".client..",
                    ROOT + ".access..",
                    ROOT + ".cluster..",
                    ROOT + ".generate..",
                    ROOT + ".parquet..",
                    ROOT + ".multiqc..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..",
                    "jakarta..",
                    "java.sql..",
                    "org.slf4j..",
                    ROOT + ".job..",
                    ROOT + ".web..");

    /** Others have the principal of a request and its roles from the Servlet API. */
    @ArchTest
    static final ArchRule onlySecurityKnowsSpringSecurity = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".security..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework.security..");

    @ArchTest
    static final ArchRule statisticsIsPureComputation = classes()
            .that()
            .resideInAnyPackage(ROOT + ".table..", ROOT + ".exact..", ROOT + ".simulation..", ROOT + ".statistics..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + ".parameters..",
                    ROOT + ".table..",
                    ROOT + ".exact..",
                    ROOT + ".simulation..",
                    ROOT + ".statistics..",
                    "java..",
                    "org.apache.commons.numbers..",
                    "org.apache.commons.math3..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule statisticsDoesNoInputOrOutput = noClasses()
            .that()
            .resideInAnyPackage(ROOT + ".table..", ROOT + ".exact..", ROOT + ".simulation..", ROOT + ".statistics..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io", "java.nio.file..", "java.net..");

    @ArchTest
    static final ArchRule controllersArePackagePrivate =
            classes().that(areControllers()).should().bePackagePrivate();

    @ArchTest
    static final ArchRule controllersAreInWeb =
            classes().that(areControllers()).should().resideInAPackage(ROOT + ".web..");

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields = noFields()
            .should()
            .beAnnotatedWith(Autowired.class)
            .orShould()
            .beAnnotatedWith(Value.class)
            .orShould()
            .beAnnotatedWith("jakarta.annotation.Resource")
            .orShould()
            .beAnnotatedWith("jakarta.inject.Inject");

    private static DescribedPredicate<JavaClass> areControllers() {
        return DescribedPredicate.describe("are controllers", type -> type.isMetaAnnotatedWith(Controller.class));
    }
}
