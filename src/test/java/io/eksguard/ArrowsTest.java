package io.eksguard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The arrows between packages: which may use which.
class ArrowsTest {
  private static final String ROOT = "io.eksguard";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  /// In reading order: a row may name rows above it only, so there can be no circle.
  private static final List<Row> ROWS =
      List.of(
          row("diag"),
          row("model"),
          row("config", "diag", "model"),
          row("live", "diag", "model"),
          row("foreign", "diag", "model"),
          row("snapshot", "diag", "model", "live"),
          row("diff", "model", "live", "foreign"),
          row("drift", "diag", "model", "live", "foreign", "diff"),
          row("plan", "diag", "model", "live", "diff"),
          row("journal", "diag", "model", "plan"),
          row("apply", "diag", "model", "live", "diff", "plan", "journal"),
          row("aws", "diag", "model", "live", "diff", "plan", "apply"),
          row(
              "render",
              "diag",
              "model",
              "live",
              "foreign",
              "snapshot",
              "diff",
              "drift",
              "plan",
              "journal"),
          row("telemetry", "render"),
          row(
              "cli",
              "diag",
              "model",
              "config",
              "live",
              "foreign",
              "snapshot",
              "diff",
              "drift",
              "plan",
              "journal",
              "apply",
              "render"),
          row("shell", "diag", "model", "config", "diff", "plan", "journal", "render", "cli"),
          row("sim"));

  private record Row(String name, List<String> mayUse) {}

  private static Row row(String name, String... mayUse) {
    return new Row(name, List.of(mayUse));
  }

  @TestFactory
  Stream<DynamicTest> aPackageUsesOnlyThoseInItsRow() {
    return ROWS.stream().map(row -> dynamicTest(row.name(), () -> onlyItsRow(row)));
  }

  private static void onlyItsRow(Row row) {
    String[] others =
        Stream.concat(
                ROWS.stream()
                    .map(Row::name)
                    .filter(name -> !name.equals(row.name()) && !row.mayUse().contains(name))
                    .map(name -> ROOT + "." + name + ".."),
                Stream.of(ROOT))
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(ROOT + "." + row.name() + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void arrowsPointUpTheTable() {
    List<String> above = new ArrayList<>();
    for (Row row : ROWS) {
      assertThat(above).as("rows above " + row.name()).containsAll(row.mayUse());
      above.add(row.name());
    }
  }

  @Test
  void everyPackageHasARow() {
    assertThat(CLASSES.getPackage(ROOT).getSubpackages().stream().map(JavaPackage::getRelativeName))
        .containsExactlyInAnyOrderElementsOf(ROWS.stream().map(Row::name).toList());
  }

  @Test
  void everyPackageIsNullMarkedAndSaysWhatItIsFor() throws IOException {
    List<JavaPackage> packages = new ArrayList<>(CLASSES.getPackage(ROOT).getSubpackagesInTree());
    packages.add(CLASSES.getPackage(ROOT));
    for (JavaPackage one : packages) {
      assertThat(one.isAnnotatedWith(NullMarked.class)).as(one.getName()).isTrue();
      Path info = Path.of("src/main/java", one.getName().replace('.', '/'), "package-info.java");
      assertThat(Files.readString(info)).as(one.getName()).startsWith("/// ");
    }
  }

  @Test
  void theArchitecturePageShowsThisTable() throws IOException {
    List<String> rows = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("docs/architecture.md"))) {
      if (line.startsWith("| `")) {
        String[] cells = line.split("\\|", -1);
        rows.add(cells[1].strip().replace("`", "") + " -> " + cells[3].strip().replace("`", ""));
      }
    }

    assertThat(rows)
        .containsExactlyElementsOf(
            ROWS.stream()
                .map(row ->
                    row.name()
                        + " -> "
                        + (row.mayUse().isEmpty() ? "-" : String.join(", ", row.mayUse())))
                .toList());
  }

  @Test
  void theRulesAreCheckedOnSomething() {
    assertThat(CLASSES.size()).isGreaterThan(150);
  }
}
