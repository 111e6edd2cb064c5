package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.eksguard.ShellProgram.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The container image, opened without any container program. It stands on nothing here, so that
/// all that is in it is ours.
@Tag("dist")
@EnabledOnOs(OS.LINUX)
class ContainerImageTest {
  private static final List<String> TOOLS = List.of("gzip", "tar");

  /// What is loaded by Java and not with it.
  private static final List<String> LOADED_LATER =
      List.of("libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1");

  private static final String STATE = "/var/lib/eksguard";

  @TempDir private static Path folder;
  private static List<Path> layers;
  private static Path files;
  private static JsonNode image;
  private static JsonNode config;
  private static ShellProgram program;

  @BeforeAll
  static void layOut() throws IOException {
    Path root = folder.toRealPath();
    program =
        new ShellProgram(root, ShellProgram.programs(root.resolve("tools"), TOOLS).toString());
    Path opened = Files.createDirectories(root.resolve("opened"));
    unpack("-xf", Path.of(DistProperty.of("dist.image")), opened);
    JsonNode manifest = read(opened.resolve("manifest.json")).required(0);
    image = read(opened.resolve(manifest.required("Config").stringValue()));
    config = image.required("config");
    layers =
        manifest.required("Layers").values().stream()
            .map(layer -> opened.resolve(layer.stringValue()))
            .toList();
    files = layOut("files");
  }

  private static Path layOut(String name) throws IOException {
    Path into = Files.createDirectories(folder.toRealPath().resolve(name));
    for (Path layer : layers) {
      unpack("-xpzf", layer, into);
    }
    return into;
  }

  @Test
  void runsAsNobodyInParticular() {
    assertThat(config.required("User").stringValue()).isEqualTo("65532:65532");
  }

  @Test
  void saysWhatItIs() {
    JsonNode labels = config.required("Labels");

    assertThat(label(labels, "title")).isEqualTo("eksguard");
    assertThat(label(labels, "version")).isEqualTo(DistProperty.of("project.version"));
    assertThat(label(labels, "licenses")).isEqualTo("Apache-2.0");
    assertThat(label(labels, "revision")).matches("[0-9a-f]{40}|unknown");
    assertThat(image.required("architecture").stringValue())
        .isEqualTo(DistProperty.of("dist.machine"));
  }

  @Test
  void isAsOldAsTheReleaseAndNotAsTheBuild() {
    assertThat(image.required("created").stringValue())
        .isEqualTo(DistProperty.of("project.build.outputTimestamp"));
  }

  @Test
  void keepsWhatItRemembersOnAVolumeThatItMayWriteTo() throws IOException {
    assertThat(config.required("Volumes").has(STATE)).isTrue();
    assertThat(texts("Env")).contains("XDG_STATE_HOME=" + STATE, "HOME=" + STATE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(inside(STATE))))
        .isEqualTo("rwxrwxrwx");
  }

  @Test
  void letsEverybodyReadWhatIsInItAndNobodyElseWrite() throws IOException {
    try (Stream<Path> all = Files.walk(files)) {
      assertThat(all.filter(file -> !file.equals(files) && !file.equals(inside(STATE))))
          .allSatisfy(file -> {
            String mode =
                PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
            assertThat(mode).as(file.toString()).matches("r.(.)r-\\1r-\\1");
          });
    }
  }

  /// What needs no shell must not begin otherwise than what does.
  @Test
  void startsJavaWithTheOptionsOfTheArchive() throws IOException {
    String script = Files.readString(Path.of("src/dist/bin/eksguard"));

    assertThat(texts("Entrypoint").stream().filter(one -> one.startsWith("-XX")))
        .isNotEmpty()
        .allSatisfy(option -> assertThat(script).contains(option));
  }

  @Test
  void hasTheLicencesAndTheListOfParts() {
    for (String file : List.of("LICENSE", "THIRD-PARTY.txt", "sbom.cdx.json")) {
      assertThat(inside("/opt/eksguard/" + file)).isRegularFile();
    }
    assertThat(inside("/opt/eksguard/runtime/legal/java.base/LICENSE")).isRegularFile();
    assertThat(inside("/app")).as("Jib's own layout").doesNotExist();
  }

  /// With the C library of this machine, from where its files were laid out.
  @Test
  void planOfTheTourComesOutOfIt() throws IOException {
    List<String> command = new ArrayList<>();
    texts("Entrypoint").forEach(one -> command.add(one.startsWith("/") ? files + one : one));
    command.addAll(
        List.of("plan", "--sandbox", "-f", files + "/opt/eksguard/examples/organization.yaml"));

    Ended plan =
        program.run(
            Map.of("XDG_STATE_HOME", folder.resolve("state").toString()),
            "",
            command.toArray(String[]::new));

    assertThat(plan.code()).as(plan.err()).isZero();
    assertThat(plan.out())
        .contains("Plan: 6 to tag, 1 to untag, 10 to enable, 2 to disable, 2 to update.");
  }

  /// As a container would: nothing else is there but the C library, no shell either, and it is run
  /// by the user and with the environment that the image says, where this machine lets us.
  @Test
  void runsWithNothingBelowItButTheLibraryOfC() throws IOException {
    Path root = layOut("root");
    layTheLibraryOfC(root);
    List<String> container = container(root);
    assumeFalse(container.isEmpty(), "this machine lets nobody change the root for a program");
    Map<String, String> environment = new TreeMap<>();
    for (String one : texts("Env")) {
      environment.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
    }

    Ended version = inContainer(container, environment, "--version");
    Ended plan =
        inContainer(
            container,
            environment,
            "plan",
            "--sandbox",
            "-f",
            "/opt/eksguard/examples/organization.yaml");

    assertThat(version.code()).as(version.err()).isZero();
    assertThat(version.out()).startsWith("eksguard " + DistProperty.of("project.version") + "\n");
    assertThat(plan.code()).as(plan.err()).isZero();
    assertThat(plan.out()).contains("Plan: 6 to tag");
  }

  private static Ended inContainer(
      List<String> container, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(container);
    command.addAll(texts("Entrypoint"));
    command.addAll(List.of(arguments));
    return program.run(environment, "", command.toArray(String[]::new));
  }

  /// How to run a program with the files of the image as its root: as root by the user of the
  /// image, else as whom the kernel lets everybody be. Empty if neither is allowed here.
  private static List<String> container(Path root) throws IOException {
    for (List<String> as :
        List.of(List.of("--setgid=65532", "--setuid=65532"), List.of("--map-root-user"))) {
      List<String> way = new ArrayList<>(List.of("/usr/bin/unshare", "--mount", "--pid"));
      way.addAll(List.of("--fork", "--mount-proc", "--root=" + root));
      way.addAll(as);
      if (Files.isExecutable(Path.of(way.getFirst()))
          && inContainer(way, Map.of(), "--version").code() == 0) {
        return way;
      }
    }
    return List.of();
  }

  /// Copies what Java needs of this machine, and the folder for what the kernel tells.
  private static void layTheLibraryOfC(Path root) throws IOException {
    Files.createDirectories(root.resolve("proc"));
    Ended needed =
        program.run(Map.of(), "", "/usr/bin/ldd", root + "/opt/eksguard/runtime/bin/java");
    for (String word : needed.out().split("\\s+", -1)) {
      if (word.startsWith("/") && !word.startsWith(root.toString())) {
        copy(Path.of(word), root);
        for (String name : LOADED_LATER) {
          copy(Path.of(word).resolveSibling(name), root);
        }
      }
    }
  }

  private static void copy(Path file, Path root) throws IOException {
    Path there = root.resolve(Path.of("/").relativize(file));
    if (Files.exists(file) && !Files.exists(there)) {
      Files.createDirectories(there.resolveSibling(".").normalize());
      Files.copy(file, there);
    }
  }

  private static String label(JsonNode labels, String name) {
    return labels.required("org.opencontainers.image." + name).stringValue();
  }

  private static List<String> texts(String name) {
    return config.required(name).values().stream().map(JsonNode::stringValue).toList();
  }

  private static Path inside(String path) {
    return files.resolve(path.substring(1));
  }

  private static JsonNode read(Path file) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(file));
  }

  private static void unpack(String options, Path archive, Path into) throws IOException {
    Ended ended =
        program.run(Map.of(), "", "tar", options, archive.toString(), "-C", into.toString());
    assertThat(ended.code()).as(ended.err()).isZero();
  }
}
