package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.ShellProgram.Ended;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The archive, unpacked where there is neither a Java nor a Maven: the tour of the README, and
/// what else is in it. Only `mvn -B -Pdist verify` runs this, which makes the archive first.
@Tag("dist")
class DistributionTest {
  /// What the tests and scripts may use besides the archive.
  private static final List<String> TOOLS =
      List.of(
          "cat",
          "gzip",
          "ln",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sha256sum",
          "shasum",
          "tar",
          "uname");

  /// What libraries only touch where it is there: Jackson's types for dates of SQL and for beans,
  /// and the pictures that JLine could show.
  private static final List<String> NOT_NEEDED = List.of("java.desktop", "java.sql");

  @TempDir private static Path folder;
  private static Path root;
  private static Path archive;
  private static Path home;
  private static ShellProgram program;

  @BeforeAll
  static void unpack() throws IOException {
    archive = Path.of(DistProperty.of("dist.archive"));
    assertThat(archive).as("made by `mvn -B -Pdist verify`").isRegularFile();
    root = folder.toRealPath();
    Path tools = ShellProgram.programs(root.resolve("tools"), TOOLS);
    program = new ShellProgram(root, tools.toString());
    home = unpackInto(Files.createDirectories(root.resolve("empty")));
  }

  @Test
  void takesTheTourOfTheReadme() throws IOException {
    String file = home + "/examples/organization.yaml";

    Ended plan = eksguard("tour", "", "plan", "--sandbox", "-f", file);
    Ended apply = eksguard("tour", "", "apply", "--sandbox", "-f", file, "--yes");
    Ended again = eksguard("tour", "", "plan", "--sandbox", "-f", file);

    assertThat(plan.code()).isZero();
    assertThat(plan.out())
        .contains("Plan: 6 to tag, 1 to untag, 10 to enable, 2 to disable, 2 to update.");
    assertThat(apply.code()).isZero();
    assertThat(apply.out()).contains("Applied: 21 done, 0 failed, 0 held, 0 stale, 0 skipped.");
    assertThat(again.out()).contains("No changes. 17 clusters in 6 accounts match.");
  }

  @Test
  void validates() throws IOException {
    Ended ended = eksguard("validate", "", "validate", "-f", home + "/examples/organization.yaml");

    assertThat(ended.out()).isEqualTo("Valid.\n");
  }

  @Test
  void saysItsVersion() throws IOException {
    assertThat(eksguard("version", "", "--version").out())
        .startsWith("eksguard " + DistProperty.of("project.version") + "\ncommit   ")
        .containsPattern("\ncommit   (unknown|[0-9a-f]{7,40}(-dirty)?)\nof       ")
        .contains("\njava     " + System.getProperty("java.runtime.version") + ", ");
  }

  @Test
  void runsTheShellFromAPipe() throws IOException {
    Ended ended =
        eksguard(
            "shell",
            "validate\nplan\n",
            "shell",
            "--sandbox",
            "-f",
            home + "/examples/organization.yaml");

    assertThat(ended.out()).startsWith("Valid.\n").contains("Plan: 6 to tag");
  }

  @Test
  void hasTheCompletionsThatItPrints() throws IOException {
    for (String shell : List.of("bash", "fish")) {
      assertThat(home.resolve("completions/eksguard." + shell))
          .hasContent(eksguard("completion", "", "completion", shell).out());
    }
  }

  @Test
  void hasAManPageForEachCommand() {
    assertThat(ManPages.pages())
        .allSatisfy((name, page) -> assertThat(home.resolve("man/man1/" + name)).hasContent(page));
  }

  /// AWS's endpoints are reached over TLS, of which the sandbox has none.
  @Test
  void knowsEllipticCurvesAndWhomToTrust() throws IOException {
    Ended pair =
        program.run(
            Map.of(),
            "",
            home + "/runtime/bin/keytool",
            "-genkeypair",
            "-alias",
            "a",
            "-keyalg",
            "EC",
            "-dname",
            "CN=a",
            "-storepass",
            "changeit",
            "-keystore",
            root.resolve("pair").toString());
    Ended trusted = program.run(Map.of(), "", home + "/runtime/bin/keytool", "-list", "-cacerts");

    assertThat(pair.code()).as(pair.out()).isZero();
    assertThat(trusted.out()).contains("trustedCertEntry");
  }

  @Test
  void hasEveryModuleThatIsNeeded() throws IOException {
    Path classes = Files.createDirectories(root.resolve("classes"));
    for (Path jar : jars()) {
      unpackClasses(jar, classes);
    }
    var said = new ByteArrayOutputStream();
    var out = new PrintStream(said, true, StandardCharsets.UTF_8);

    int code =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(
                out,
                out,
                "--multi-release",
                "25",
                "--ignore-missing-deps",
                "-summary",
                classes.toString());

    List<String> needed = new ArrayList<>();
    said.toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .filter(module -> module.startsWith("java.") || module.startsWith("jdk."))
        .forEach(needed::add);
    needed.removeAll(NOT_NEEDED);
    assertThat(code).isZero();
    assertThat(Arrays.asList(DistProperty.of("dist.modules").split(",")))
        .as("the property dist.modules of the pom.xml")
        .containsExactlyInAnyOrderElementsOf(needed);
  }

  @Test
  void namesEveryLibraryInItsListsOfLicencesAndParts() throws IOException {
    String licences = Files.readString(home.resolve("THIRD-PARTY.txt"));
    String parts = Files.readString(home.resolve("sbom.cdx.json"));
    List<Path> libraries = jars().stream().filter(jar -> !jar.endsWith("eksguard.jar")).toList();

    assertThat(libraries).hasSizeGreaterThan(20);
    assertThat(libraries)
        .allSatisfy(jar -> {
          String name = jar.getFileName().toString().replaceFirst("-(\\d[^-]*)\\.jar$", ":$1");
          assertThat(licences).contains(":" + name + " ");
          assertThat(parts).contains("/" + name.replace(':', '@') + "?type=jar");
        });
    assertThat(home.resolve("LICENSE")).hasSameTextualContentAs(Path.of("LICENSE"));
    assertThat(home.resolve("runtime/legal/java.base/LICENSE")).exists();
  }

  /// With `AOTMode=on`, Java does not start with a cache that it cannot take. `--version` takes
  /// none.
  @Test
  void installsWithACacheThatJavaTakes() throws IOException {
    Path prefix = root.resolve("prefix");
    Ended installed =
        program.run(
            Map.of(),
            "",
            Path.of("scripts/install").toAbsolutePath().toString(),
            "--prefix",
            prefix.toString(),
            archive.toString());

    Ended ended =
        program.run(
            Map.of("EKSGUARD_JAVA_OPTS", "-XX:AOTMode=on"),
            "",
            prefix + "/bin/eksguard",
            "validate",
            "--help");

    assertThat(installed.code()).as(installed.err()).isZero();
    assertThat(installed.err()).isEqualTo("Making a cache for quicker starts ...\n");
    assertThat(ended.out()).startsWith("Usage: eksguard validate");
    assertThat(ended.code()).isZero();
    try (var files = Files.walk(prefix.resolve("lib"))) {
      assertThat(files.filter(file -> file.endsWith("eksguard.aot"))).hasSize(1);
    }
  }

  private static Path unpackInto(Path into) throws IOException {
    Ended ended =
        program.run(Map.of(), "", "tar", "-xzf", archive.toString(), "-C", into.toString());
    assertThat(ended.code()).as(ended.err()).isZero();
    try (var files = Files.list(into)) {
      return files.toList().getFirst();
    }
  }

  /// Runs the program of the archive, with a home and a state of its own.
  private static Ended eksguard(String state, String input, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(home + "/bin/eksguard"));
    command.addAll(List.of(arguments));
    String there = root.resolve("state-" + state).toString();
    return program.run(
        Map.of("HOME", there, "XDG_STATE_HOME", there), input, command.toArray(String[]::new));
  }

  /// The jars of the archive.
  private static Set<Path> jars() throws IOException {
    var jars = new TreeSet<Path>();
    try (var files = Files.walk(home.resolve("lib"))) {
      files.filter(file -> file.toString().endsWith(".jar")).forEach(jars::add);
    }
    return jars;
  }

  /// As classes, for jdeps stops at a module that asks for one that is not there: JLine's for the
  /// native library that we do without.
  private static void unpackClasses(Path jar, Path classes) throws IOException {
    try (var file = new JarFile(jar.toFile())) {
      for (var entry : file.stream().toList()) {
        String name = entry.getName();
        if (name.endsWith(".class") && !name.endsWith("module-info.class")) {
          Path target = classes.resolve(name).normalize();
          assertThat(target.startsWith(classes)).isTrue();
          Files.createDirectories(classes.resolve(name.substring(0, name.lastIndexOf('/') + 1)));
          try (InputStream in = file.getInputStream(entry)) {
            Files.write(target, in.readAllBytes());
          }
        }
      }
    }
  }
}
