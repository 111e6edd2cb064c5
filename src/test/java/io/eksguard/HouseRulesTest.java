package io.eksguard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What we agreed on and a tool can settle.
class HouseRulesTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.eksguard");

  private static final Set<String> EMPTY_NAMES =
      Set.of("util", "utils", "common", "helper", "manager", "handler", "impl", "misc");

  private static final List<String> EMPTY_CLASS_NAMES =
      List.of("Util", "Utils", "Helper", "Manager", "Impl", "Processor", "Service");

  @Test
  void onlyAwsKnowsTheSdk() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.eksguard.aws..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon..")
        .check(CLASSES);
  }

  @Test
  void onlyTelemetryKnowsOpenTelemetry() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.eksguard.telemetry..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.opentelemetry..")
        .check(CLASSES);
  }

  @Test
  void onlyConfigAndTheSandboxKnowYaml() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.eksguard.config..", "io.eksguard.sim..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.snakeyaml..")
        .check(CLASSES);
  }

  @Test
  void onlyTheApplierWrites() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.eksguard.apply..", "io.eksguard.aws..")
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "a method of the port for writing",
                call -> call.getTargetOwner().getName().equals("io.eksguard.apply.Writer")))
        .check(CLASSES);
  }

  @Test
  void onlyApplyReachesThePortForWriting() {
    noClasses()
        .that()
        .resideInAnyPackage("io.eksguard.cli..", "io.eksguard.shell..")
        .and(
            DescribedPredicate.describe(
                "are neither apply, nor the port, nor what hands the port on",
                one ->
                    !one.getName().startsWith("io.eksguard.cli.ApplyCommand")
                        && !one.getName().startsWith("io.eksguard.cli.Cloud")
                        && !one.getName().equals("io.eksguard.cli.KeptCloud")
                        && !one.getName().startsWith("io.eksguard.cli.Target")))
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "give the port for writing",
                one ->
                    one.getName().startsWith("io.eksguard.cli.Cloud$Writable")
                        || one.getName().startsWith("io.eksguard.cli.Target$Writable")
                        || one.getName().equals("io.eksguard.apply.Writer")))
        .orShould()
        .callMethodWhere(
            DescribedPredicate.describe(
                "connecting to apply",
                call ->
                    call.getName().equals("connectToApply") || call.getName().equals("toApply")))
        .check(CLASSES);
  }

  @Test
  void nobodyReadsTheWallClock() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.eksguard.Main")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Clock.class, "systemDefaultZone")
        .check(CLASSES);
  }

  @Test
  void nobodyUsesTheStandardStreams() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.eksguard.Main")
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .check(CLASSES);
  }

  @Test
  void nobodyThrowsGenericExceptions() {
    GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(CLASSES);
  }

  @Test
  void noPackageIsNamedForNothing() {
    classes().should(notBeNamedForNothing()).check(CLASSES);
  }

  private static ArchCondition<JavaClass> notBeNamedForNothing() {
    return new ArchCondition<>("have a package and a name that say what is inside") {
      @Override
      public void check(JavaClass one, ConditionEvents events) {
        boolean emptyPackage =
            List.of(one.getPackageName().toLowerCase(Locale.ROOT).split("\\.", -1)).stream()
                .anyMatch(EMPTY_NAMES::contains);
        String name = one.getSimpleName();
        boolean emptyName =
            EMPTY_CLASS_NAMES.stream().anyMatch(name::endsWith)
                || name.startsWith("Abstract")
                || name.startsWith("Default");
        if (emptyPackage || emptyName) {
          events.add(SimpleConditionEvent.violated(one, one.getName() + " is named for nothing"));
        }
      }
    };
  }
}
