package io.railgate.examples;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.NullMarked;

/** The rooms of the house and who may know whom. Runs over the classes of all modules. */
@AnalyzeClasses(
    packages = "io.railgate",
    importOptions = {DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeTestJars.class})
class ArchitectureTest {

  /** The modules' tests that other modules' tests use. */
  static final class DoNotIncludeTestJars implements ImportOption {

    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  /** embeddings ◄ rails ◄ proxy ◄ examples. */
  @ArchTest
  static final ArchRule MODULES_DEPEND_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.railgate..")
          .layer("embeddings")
          .definedBy("io.railgate.embeddings..")
          .layer("rails")
          .definedBy("io.railgate.rails..")
          .layer("proxy")
          .definedBy("io.railgate.proxy..")
          .optionalLayer("examples")
          .definedBy("io.railgate.examples..")
          .whereLayer("examples")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("proxy")
          .mayOnlyBeAccessedByLayers("examples")
          .whereLayer("rails")
          .mayOnlyBeAccessedByLayers("proxy", "examples")
          .whereLayer("embeddings")
          .mayOnlyBeAccessedByLayers("rails", "proxy", "examples");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("io.railgate.(*).(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ONLY_THE_INDEX_KNOWS_LUCENE =
      noClasses()
          .that()
          .haveNameNotMatching("io\\.railgate\\.rails\\.matching\\.RailIndex(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.lucene..");

  @ArchTest
  static final ArchRule ONLY_EMBEDDINGS_KNOWS_THE_ENCODERS_LIBRARIES =
      onlyKnownIn("io.railgate.embeddings..", "ai.onnxruntime..", "ai.djl..");

  @ArchTest
  static final ArchRule ONLY_THE_READER_KNOWS_YAML =
      onlyKnownIn("io.railgate.rails.reader..", "org.yaml..");

  @ArchTest
  static final ArchRule ONLY_THE_PROXY_KNOWS_HTTP_AND_JSON =
      onlyKnownIn(
          "io.railgate.proxy..", "io.vertx..", "io.netty..", "java.net.http..", "com.fasterxml..");

  @ArchTest
  static final ArchRule ONLY_ITS_ROOM_KNOWS_REDIS =
      onlyKnownIn("io.railgate.proxy.shared..", "io.lettuce..", "reactor..");

  @ArchTest
  static final ArchRule ONLY_ITS_ROOM_KNOWS_OPENTELEMETRY =
      onlyKnownIn("io.railgate.proxy.tracing..", "io.opentelemetry..");

  @ArchTest
  static final ArchRule ONLY_ITS_ROOM_KNOWS_JUNIT =
      onlyKnownIn("io.railgate.rails.junit..", "org.junit..");

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_KNOWS_PICOCLI =
      onlyKnownIn("io.railgate.proxy.cli..", "picocli..");

  @ArchTest
  static final ArchRule OPENAIS_FORMAT_KNOWS_NO_SOCKETS_AND_NO_RAILS =
      noClasses()
          .that()
          .resideInAPackage("io.railgate.proxy.openai..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("io.vertx..", "io.netty..", "io.railgate.rails.."));

  /** What decides knows nothing of those who attack it. */
  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_AND_ITS_REPORTS_KNOW_ATTACKS =
      noClasses()
          .that(
              resideOutsideOfPackages(
                  "io.railgate.rails.attack..",
                  "io.railgate.proxy.cli..",
                  "io.railgate.proxy.report.."))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.railgate.rails.attack..");

  /** An attack meets a set as its users do: through the engine. */
  @ArchTest
  static final ArchRule ATTACKS_MEET_A_SET_THROUGH_ITS_ENGINE =
      noClasses()
          .that()
          .resideInAPackage("io.railgate.rails.attack..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "java.nio.file..",
                  "io.railgate.rails.reader..",
                  "io.railgate.rails.lint..",
                  "io.railgate.rails.testing..",
                  "io.railgate.rails.evaluation.."));

  @ArchTest
  static final ArchRule RAILS_KNOW_NO_THREADS =
      noClasses()
          .that()
          .resideInAPackage("io.railgate.rails..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.util.concurrent..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class);

  @ArchTest
  static final ArchRule DECISIONS_KNOW_NO_CHANCE =
      noClasses()
          .that()
          .resideInAnyPackage("io.railgate.rails.engine..", "io.railgate.rails.matching..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Random");

  /** The day is told to them. */
  @ArchTest
  static final ArchRule RAILS_KNOW_NO_CLOCK =
      noClasses()
          .that()
          .resideInAPackage("io.railgate.rails..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.time.Instant")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.time.Clock")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now", ZoneId.class)
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  /** The same evaluation is always told in the same bytes. */
  @ArchTest
  static final ArchRule REPORTS_KNOW_NO_CLOCK_AND_NO_FILES =
      noClasses()
          .that()
          .resideInAPackage("io.railgate.proxy.report..")
          .should()
          .dependOnClassesThat(resideInAnyPackage("java.time..", "java.nio.file.."))
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule NOTHING_IS_PRINTED_PAST_THE_COMMAND_LINE =
      NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  @ArchTest
  static final ArchRule EVERY_PACKAGE_IS_CHECKED_FOR_NULLS =
      classes().that().haveSimpleName("package-info").should().beAnnotatedWith(NullMarked.class);

  private static ArchRule onlyKnownIn(String room, String... libraries) {
    return noClasses()
        .that(resideOutsideOfPackage(room))
        .should()
        .dependOnClassesThat(resideInAnyPackage(libraries));
  }
}
