package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `scripts/eksguard`, in a clone of its own with a Java and a Maven that only say that they were
/// called.
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
  private static final FileTime BUILT = FileTime.from(Instant.parse("2026-01-02T00:00:00Z"));
  private static final FileTime EDITED = FileTime.from(Instant.parse("2026-01-03T00:00:00Z"));

  /// The commands that the cache is made of; the archive has them too.
  private static final Path TRAINING = Path.of("src/dist/lib/training.txt");

  /// All that the script may use besides bash itself.
  private static final List<String> TOOLS =
      List.of(
          "bash",
          "cat",
          "env",
          "find",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sh",
          "sha256sum",
          "sleep",
          "touch");

  @TempDir private Path folder;
  private Path root;
  private Path clone;
  private Path jdks;
  private Path tools;
  private Path bare;

  @BeforeEach
  void makeClone() throws IOException {
    // The real path: on macOS the temporary folder is a symbolic link.
    root = folder.toRealPath();
    clone = root.resolve("clone");
    jdks = Files.createDirectories(root.resolve("jdks"));
    tools = Files.createDirectories(root.resolve("tools"));
    for (String part :
        List.of("src/main", "src/dist/lib", "schemas", "examples/worlds", "scripts")) {
      Files.createDirectories(clone.resolve(part));
    }
    Files.writeString(clone.resolve("pom.xml"), "");
    Files.writeString(clone.resolve("src/main/A.java"), "");
    Files.copy(TRAINING, clone.resolve(TRAINING));
    Files.copy(Path.of("scripts/eksguard"), clone.resolve("scripts/eksguard"));
    setExecutable(clone.resolve("scripts/eksguard"));
    makeTools();
    executable(
        tools.resolve("mvn"),
        """
        #!/bin/sh
        echo "mvn $*" >&2
        echo "mvn $*" >> "%1$s/mvn.log"
        [ ! -e "%1$s/broken" ] || { echo "[ERROR] a mistake" >&2; exit 1; }
        mkdir -p target/lib
        : > target/eksguard.jar
        """
            .formatted(root));
  }

  @Test
  void saysWhatToInstallWhereThereIsNoJdk() throws IOException {
    Ended ended = run(Map.of("JAVA_HOME", "/nowhere"), "--version");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .contains("eksguard: needs a JDK 25 or newer, and found none.")
        .contains("JAVA_HOME is /nowhere, which is none.")
        .contains("apt install temurin-25-jdk")
        .contains("brew install --cask temurin@25")
        .contains("sdk install java 25-tem");
  }

  @Test
  void passesByAnOlderJdk() throws IOException {
    jdk(jdks.resolve("seventeen"), "17.0.15");
    jdk(jdks.resolve("two-hundred-and-fifty"), "1.8.0_250");

    assertThat(run(Map.of(), "--version").code()).isEqualTo(1);
  }

  @Test
  void takesTheJdkOfJavaHomeFirst() throws IOException {
    built();
    jdk(jdks.resolve("a"), "25.0.1");
    Path home = jdk(root.resolve("home"), "26-ea");

    assertThat(run(Map.of("JAVA_HOME", home.toString())).out()).startsWith("home ");
  }

  @Test
  void followsTheLinkOfJavaOnThePath() throws IOException {
    built();
    Path real = jdk(root.resolve("real"), "25");
    Path alternative =
        Files.createSymbolicLink(root.resolve("alternative"), real.resolve("bin").resolve("java"));
    Files.createSymbolicLink(tools.resolve("java"), alternative);
    jdk(jdks.resolve("a"), "25.0.1");

    assertThat(run(Map.of()).out()).startsWith("real ");
  }

  @Test
  void looksIntoTheUsualFolders() throws IOException {
    built();
    jdk(jdks.resolve("a"), "21.0.9");
    jdk(jdks.resolve("b/Contents/Home"), "25.0.3");

    assertThat(run(Map.of()).out()).startsWith("Home ");
  }

  @Test
  void handsItsArgumentsOnAsTheyAre() throws IOException {
    built();
    jdk(jdks.resolve("a"), "25.0.1");

    Ended ended = run(Map.of(), "plan", "-f", "a file.yaml", "", "*");

    assertThat(ended.out())
        .contains("-jar " + clone + "/target/eksguard.jar|plan|-f|a file.yaml||*");
  }

  @Test
  void keepsTheWorkingDirectoryOfTheUser() throws IOException {
    built();
    jdk(jdks.resolve("a"), "25.0.1");

    assertThat(run(Map.of()).out()).contains(" in " + root + " ");
  }

  @Test
  void worksThroughASymbolicLink() throws IOException {
    built();
    jdk(jdks.resolve("a"), "25.0.1");
    Path link = Files.createSymbolicLink(tools.resolve("eg"), Path.of("../clone/scripts/eksguard"));

    assertThat(runScript(link, Map.of()).out()).contains(clone + "/target/eksguard.jar");
  }

  @Test
  void buildsOnFirstUseAndTellsOnStandardError() throws IOException {
    jdk(jdks.resolve("a"), "25.0.1");

    Ended ended = run(Map.of());

    assertThat(ended.code()).isZero();
    assertThat(ended.err()).isEqualTo("Building eksguard (first use) ...\n");
    assertThat(ended.out()).doesNotContain("mvn");
    assertThat(Files.readString(root.resolve("mvn.log"))).contains("-Dquick package");
  }

  @Test
  void doesNotBuildWhenNothingChanged() throws IOException {
    built();
    jdk(jdks.resolve("a"), "25.0.1");

    Ended ended = run(Map.of());

    assertThat(ended.code()).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(builds()).isZero();
  }

  @Test
  void buildsOnceWhenASourceIsNewer() throws IOException {
    built();
    jdk(jdks.resolve("a"), "25.0.1");
    Files.setLastModifiedTime(clone.resolve("src/main/A.java"), EDITED);

    Ended first = run(Map.of());
    Ended second = run(Map.of());

    assertThat(first.err()).contains("Building eksguard (the sources are newer) ...");
    assertThat(second.err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void endsWithTheErrorsOfMavenAndTriesAgainNextTime() throws IOException {
    built();
    jdk(jdks.resolve("a"), "25.0.1");
    Files.setLastModifiedTime(clone.resolve("src/main/A.java"), EDITED);
    Path broken = Files.createFile(root.resolve("broken"));

    Ended failed = run(Map.of());
    Files.delete(broken);
    Ended mended = run(Map.of());

    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err()).contains("[ERROR] a mistake").contains("the build failed");
    assertThat(failed.out()).isEmpty();
    assertThat(mended.code()).isZero();
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void saysSoWhereThereIsNoMaven() throws IOException {
    jdk(jdks.resolve("a"), "25.0.1");
    Files.delete(tools.resolve("mvn"));

    Ended ended = run(Map.of());

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("needs Maven 3.8.7 or newer");
  }

  @Test
  void buildsOnceWhenTwoStartAtOnce() throws IOException {
    jdk(jdks.resolve("a"), "25.0.1");

    Process first = start(clone.resolve("scripts/eksguard"), Map.of(), "1");
    Process second = start(clone.resolve("scripts/eksguard"), Map.of(), "2");

    assertThat(end(first).code()).isZero();
    assertThat(end(second).code()).isZero();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void takesTheLockOfABuildThatWasKilled() throws IOException {
    jdk(jdks.resolve("a"), "25.0.1");
    Path lock = Files.createDirectories(clone.resolve("target/.eksguard-build"));
    Process gone = new ProcessBuilder("sh", "-c", ":").start();
    end(gone);
    Files.writeString(lock.resolve("owner"), gone.pid() + "\n");

    assertThat(run(Map.of()).code()).isZero();
    assertThat(lock).doesNotExist();
  }

  @Test
  void keepsACacheOfWhatJavaLoadsWithEachBuild() throws IOException {
    jdk(jdks.resolve("a"), "25.0.1");
    Files.createFile(root.resolve("trains"));

    Ended first = run(Map.of(), "plan");
    Ended second = run(Map.of(), "plan");
    Ended version = run(Map.of(), "--version");

    String cached = "plan with " + clone + "/target/eksguard.aot\n";
    assertThat(first.out()).endsWith(cached);
    assertThat(second.out()).endsWith(cached);
    assertThat(version.out()).as("it would be slower").endsWith("--version\n");
    assertThat(first.err()).isEqualTo("Building eksguard (first use) ...\n");
    assertThat(root.resolve("training.log")).hasSameTextualContentAs(TRAINING);
    assertThat(clone.resolve("target/.eksguard-training")).doesNotExist();
  }

  @Test
  void startsWithoutACacheWhereNoneCouldBeMade() throws IOException {
    jdk(jdks.resolve("a"), "25.0.1");

    Ended ended = run(Map.of(), "plan");

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).endsWith("|plan\n");
    assertThat(root.resolve("training.log")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CI", "EKSGUARD_NO_CACHE"})
  void makesNoCacheWhereItWouldNotBeUsedLong(String variable) throws IOException {
    jdk(jdks.resolve("a"), "25.0.1");
    Files.createFile(root.resolve("trains"));

    Ended ended = run(Map.of(variable, "true"), "plan");

    assertThat(ended.out()).endsWith("|plan\n");
    assertThat(root.resolve("training.log")).doesNotExist();
  }

  /// Java would say so, on standard output, and old classes must not run whatever it says.
  @Test
  void takesNoCacheThatIsOlderThanTheJar() throws IOException {
    built();
    jdk(jdks.resolve("a"), "25.0.1");
    Path cache = Files.createFile(clone.resolve("target/eksguard.aot"));
    Files.setLastModifiedTime(cache, LONG_AGO);

    assertThat(run(Map.of(), "plan").out()).endsWith("|plan\n");
  }

  /// Java looks at the size and the time of a jar alone.
  @Test
  void takesNoCacheOfAnotherJarOfTheSameSizeAndTime() throws IOException {
    jdk(jdks.resolve("a"), "25.0.1");
    Files.createFile(root.resolve("trains"));
    run(Map.of(), "plan");
    Path jar = clone.resolve("target/eksguard.jar");
    var time = Files.getLastModifiedTime(jar);
    String other = Files.readString(jar).isEmpty() ? "" : "x".repeat((int) Files.size(jar));
    Path kept = clone.resolve("target/eksguard.aot.of");
    assertThat(kept).isNotEmptyFile();

    Files.writeString(jar, other.isEmpty() ? "y" : other);
    Files.setLastModifiedTime(jar, time);

    assertThat(run(Map.of(), "plan").out()).endsWith("|plan\n");
  }

  private record Ended(int code, String out, String err) {}

  /// Makes the clone look built, with nothing changed since.
  private void built() throws IOException {
    Files.createDirectories(clone.resolve("target/lib"));
    Files.writeString(clone.resolve("target/eksguard.jar"), "");
    try (var files = Files.walk(clone)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, LONG_AGO);
      }
    }
    Files.setLastModifiedTime(clone.resolve("target/eksguard.jar"), BUILT);
  }

  private Path jdk(Path home, String version) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"us\"\nJAVA_VERSION=\"" + version + "\"\n");
    executable(
        home.resolve("bin/java"),
        """
        #!/bin/sh
        cached=
        while [ "$1" != -jar ]; do
          case $1 in
            -XX:AOTCacheOutput=*)
              if [ -e "%2$s/trains" ]; then : > "${1#*=}"; fi
              cat >> "%2$s/training.log" ;;
            -XX:AOTCache=*) cached=" with ${1#*=}" ;;
          esac
          shift
        done
        shift
        IFS='|'
        echo "%1$s in $PWD -jar $*$cached"
        """
            .formatted(home.getFileName(), root));
    return home;
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    setExecutable(file);
  }

  private static void setExecutable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private int builds() throws IOException {
    Path log = root.resolve("mvn.log");
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }

  /// A folder with the tools that the script uses, so that neither a `java` nor a `mvn` of the
  /// machine is on the path. Links would do, but JUnit warns of each when it tidies up.
  private void makeTools() throws IOException {
    bare = Files.createDirectories(root.resolve("bare"));
    for (String tool : TOOLS) {
      for (String bin : List.of("/usr/bin", "/bin")) {
        if (Files.exists(Path.of(bin, tool))) {
          String text = "#!/bin/sh\nexec " + bin + "/" + tool + " \"$@\"\n";
          executable(bare.resolve(tool), text);
        }
      }
    }
  }

  private Ended run(Map<String, String> environment, String... arguments) throws IOException {
    return runScript(clone.resolve("scripts/eksguard"), environment, arguments);
  }

  private Ended runScript(Path script, Map<String, String> environment, String... arguments)
      throws IOException {
    return end(start(script, environment, arguments));
  }

  /// Starts the script above the clone, where no JDK is found but those of the test.
  private Process start(Path script, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    Map<String, String> all = new TreeMap<>();
    all.put("PATH", tools + ":" + bare);
    all.put("EKSGUARD_JDK_FOLDERS", jdks.toString());
    all.putAll(environment);
    var builder = new ProcessBuilder(command).directory(root.toFile());
    builder.environment().clear();
    builder.environment().putAll(all);
    return builder.start();
  }

  private static Ended end(Process process) throws IOException {
    try {
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return new Ended(process.exitValue(), out, err);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
