package dev.bosai.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.Serializable;
import java.io.UncheckedIOException;

/** The walls that the class path alone cannot hold. */
@AnalyzeClasses(packages = "dev.bosai", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule theArrowPointsOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("runbooks")
          .definedBy("dev.bosai.runbooks..")
          .layer("workflows")
          .definedBy("dev.bosai.workflows..")
          .layer("activities")
          .definedBy("dev.bosai.activities..")
          .layer("app")
          .definedBy("dev.bosai.app..")
          .whereLayer("app")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("activities")
          .mayOnlyBeAccessedByLayers("app")
          .whereLayer("workflows")
          .mayOnlyBeAccessedByLayers("activities", "app")
          .ensureAllClassesAreContainedInArchitecture();

  @ArchTest
  static final ArchRule runbooksKnowNeitherTemporalNorTheOutsideWorld =
      noClasses()
          .that()
          .resideInAPackage("dev.bosai.runbooks..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.temporal..", "java.sql..", "java.net.http..", "okhttp3..");

  @ArchTest
  static final ArchRule workflowsDoNoInputOrOutput =
      noClasses()
          .that()
          .resideInAPackage("dev.bosai.workflows..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.io..", "java.nio.file..", "java.net..", "java.sql..", "okhttp3..")
                  .and(not(type(Serializable.class)))
                  .and(not(type(UncheckedIOException.class))));

  @ArchTest
  static final ArchRule onlyActivitiesSpeakHttpClientAndJdbc =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.bosai.activities..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("okhttp3..", "java.sql..", "javax.sql..", "org.postgresql..");

  @ArchTest
  static final ArchRule theCheckerSharesNoCodeWithTheEngine =
      noClasses()
          .that()
          .resideInAnyPackage("dev.bosai.app.bench", "dev.bosai.app.bench.proof..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.bosai.activities..", "dev.bosai.workflows..");

  @ArchTest
  static final ArchRule onlyMainEndsTheProcess =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.bosai.app.Main")
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class);

  @ArchTest
  static final ArchRule packagesOfTheApplicationHaveNoCycles =
      slices().matching("dev.bosai.app.(*)..").should().beFreeOfCycles();
}
