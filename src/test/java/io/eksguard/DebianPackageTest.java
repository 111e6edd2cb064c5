package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.ShellProgram.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The Debian package, opened without dpkg and laid out where there is no Java.
@Tag("dist")
@EnabledOnOs(OS.LINUX)
class DebianPackageTest {
  private static final List<String> TOOLS = List.of("gzip", "readlink", "tar", "xz");

  @TempDir private static Path folder;
  private static Path root;
  private static Path files;
  private static Path control;
  private static SequencedMap<String, byte[]> members;
  private static ShellProgram program;

  @BeforeAll
  static void layOut() throws IOException {
    root = folder.toRealPath();
    program =
        new ShellProgram(root, ShellProgram.programs(root.resolve("tools"), TOOLS).toString());
    members = members(Files.readAllBytes(Path.of(DistProperty.of("dist.deb"))));
    control = unpack("control.tar.gz", "control");
    files = unpack("data.tar.xz", "files");
  }

  @Test
  void isOneThatDpkgReads() {
    assertThat(members.keySet()).containsExactly("debian-binary", "control.tar.gz", "data.tar.xz");
    assertThat(text("debian-binary")).isEqualTo("2.0\n");
  }

  @Test
  void saysWhatItIsAndWhatItNeeds() throws IOException {
    List<String> lines = Files.readAllLines(control.resolve("control"));

    assertThat(lines)
        .contains("Package: eksguard")
        .contains("Version: " + DistProperty.of("project.version"))
        .contains("Architecture: " + DistProperty.of("dist.machine"))
        .contains("Depends: libc6 (>= 2.17)")
        .anyMatch(line -> line.matches("Maintainer: .+ <.+>"))
        .anyMatch(line -> line.matches("Installed-Size: [1-9][0-9]*"))
        .noneMatch(line -> line.contains("[["));
  }

  @Test
  void hasTheDigestsOfItsFiles() throws IOException, NoSuchAlgorithmException {
    List<String> lines = Files.readAllLines(control.resolve("md5sums"));
    var md5 = MessageDigest.getInstance("MD5");

    assertThat(lines).hasSizeGreaterThan(100);
    for (String line : lines) {
      String[] words = line.split(" +", 2);
      byte[] found = md5.digest(Files.readAllBytes(files.resolve(words[1])));
      assertThat(HexFormat.of().formatHex(found)).as(words[1]).isEqualTo(words[0]);
    }
  }

  @Test
  void belongsToRootAndLiesBelowUsr() throws IOException {
    Path archive = Files.write(root.resolve("data"), members.get("data.tar.xz"));
    Ended listed = program.run(Map.of(), "", "tar", "--numeric-owner", "-tvJf", archive.toString());

    assertThat(listed.code()).as(listed.err()).isZero();
    assertThat(listed.out().lines())
        .hasSizeGreaterThan(100)
        .allMatch(line -> line.contains(" 0/0 ") && line.contains(" ./usr/"))
        .allMatch(line -> line.startsWith("l") || line.matches(".r.(.)r-\\1r-\\1 .*"));
  }

  @Test
  void saysItsVersionWhereThereIsNoJava() throws IOException {
    assertThat(eksguard("--version").out())
        .startsWith("eksguard " + DistProperty.of("project.version") + "\n");
  }

  @Test
  void takesTheFirstStepOfTheTour() throws IOException {
    Ended plan =
        eksguard("plan", "--sandbox", "-f", files + "/usr/lib/eksguard/examples/organization.yaml");

    assertThat(plan.code()).as(plan.err()).isZero();
    assertThat(plan.out())
        .contains("Plan: 6 to tag, 1 to untag, 10 to enable, 2 to disable, 2 to update.");
  }

  @Test
  void hasManPagesAndCompletionsWhereTheSystemLooks() throws IOException {
    Path share = files.resolve("usr/share");

    assertThat(ManPages.pages())
        .allSatisfy((name, page) -> assertThat(share.resolve("man/man1/" + name)).hasContent(page));
    assertThat(share.resolve("bash-completion/completions/eksguard"))
        .hasContent(eksguard("completion", "bash").out());
    assertThat(share.resolve("fish/vendor_completions.d/eksguard.fish"))
        .hasContent(eksguard("completion", "fish").out());
    assertThat(share.resolve("zsh/vendor-completions/_eksguard"))
        .hasSameTextualContentAs(Path.of("src/dist/completions/_eksguard"));
  }

  @Test
  void saysUnderWhatLicences() throws IOException {
    Path copyright = files.resolve("usr/share/doc/eksguard/copyright");

    assertThat(copyright).hasSameTextualContentAs(Path.of("src/deb/copyright"));
    for (String named : List.of("licenses", "THIRD-PARTY.txt", "runtime/legal/java.base/LICENSE")) {
      assertThat(Files.readString(copyright)).contains(named);
      assertThat(files.resolve("usr/lib/eksguard").resolve(named)).exists();
    }
  }

  /// dpkg would leave a folder behind that has a file which it does not know.
  @Test
  void takesTheCacheAwayBeforeItGoes() throws IOException {
    Path script = control.resolve("prerm");
    String there = "/usr/lib/eksguard/lib/eksguard.aot";
    Path cache = Files.createFile(files.resolve(there.substring(1)));

    assertThat(script).isExecutable();
    String moved = Files.readString(script).replace(there, cache.toString());
    assertThat(program.run(Map.of("PATH", "/bin"), "", "/bin/sh", "-c", moved).code()).isZero();
    assertThat(cache).doesNotExist();
  }

  private static Ended eksguard(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(files + "/usr/bin/eksguard"));
    command.addAll(List.of(arguments));
    String state = root.resolve("state").toString();
    return program.run(
        Map.of("HOME", state, "XDG_STATE_HOME", state), "", command.toArray(String[]::new));
  }

  private static String text(String member) {
    return new String(members.getOrDefault(member, new byte[0]), StandardCharsets.US_ASCII);
  }

  private static Path unpack(String member, String name) throws IOException {
    Path archive = Files.write(root.resolve(member), members.getOrDefault(member, new byte[0]));
    Path into = Files.createDirectories(root.resolve(name));
    Ended ended =
        program.run(Map.of(), "", "tar", "-xpf", archive.toString(), "-C", into.toString());
    assertThat(ended.code()).as(ended.err()).isZero();
    return into;
  }

  /// The members of an `ar` archive: a line of 60 bytes, then the content, to an even length.
  private static SequencedMap<String, byte[]> members(byte[] archive) {
    String begin = "!<arch>\n";
    assertThat(new String(archive, 0, begin.length(), StandardCharsets.US_ASCII)).isEqualTo(begin);
    var found = new LinkedHashMap<String, byte[]>();
    int at = begin.length();
    while (at < archive.length) {
      String line = new String(archive, at, 60, StandardCharsets.US_ASCII);
      assertThat(line).endsWith("`\n");
      int size = Integer.parseInt(line.substring(48, 58).strip());
      String name = line.substring(0, 16).strip().replaceFirst("/$", "");
      found.put(name, Arrays.copyOfRange(archive, at + 60, at + 60 + size));
      at += 60 + size + size % 2;
    }
    assertThat(new TreeSet<>(found.keySet())).isNotEmpty();
    return found;
  }
}
