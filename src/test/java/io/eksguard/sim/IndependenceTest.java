package io.eksguard.sim;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The sandbox shares nothing with what it tests.
class IndependenceTest {
  private static final String SIM = "io.eksguard.sim";

  /// In order: each may name those before it only.
  private static final List<String> PACKAGES =
      List.of("world", "iam", "wire", "guardduty", "eks", "ec2", "organizations", "sts", "");

  private static final List<String> SERVICES =
      List.of("guardduty", "eks", "ec2", "organizations", "sts");

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(SIM);

  @Test
  void theSandboxUsesOnlyItselfTheJdkAndTwoParsers() {
    ArchRuleDefinition.classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            SIM + "..",
            "java..",
            "com.sun.net.httpserver..",
            "tools.jackson..",
            "org.snakeyaml.engine.v2..",
            "org.jspecify.annotations..")
        .check(classes);
  }

  @Test
  void packagesNameOnlyThoseBefore() {
    for (int i = 0; i < PACKAGES.size(); i++) {
      var later = PACKAGES.subList(i + 1, PACKAGES.size()).stream().map(IndependenceTest::of);
      noClasses()
          .that()
          .resideInAPackage(of(PACKAGES.get(i)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(later.toArray(String[]::new))
          .check(classes);
    }
  }

  @Test
  void servicesDoNotKnowEachOther() {
    for (var service : SERVICES) {
      var others = SERVICES.stream().filter(s -> !s.equals(service)).map(IndependenceTest::of);
      noClasses()
          .that()
          .resideInAPackage(of(service))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others.toArray(String[]::new))
          .check(classes);
    }
  }

  private static String of(String name) {
    return name.isEmpty() ? SIM : SIM + "." + name;
  }
}
