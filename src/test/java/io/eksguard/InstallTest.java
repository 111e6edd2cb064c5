package io.eksguard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.ShellProgram.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// `scripts/install`, with archives in which there is a program that only says its version.
@DisabledOnOs(OS.WINDOWS)
class InstallTest {
  /// All that the script may use besides the shell itself.
  private static final List<String> TOOLS =
      List.of("gzip", "ln", "mkdir", "mv", "readlink", "rm", "sha256sum", "shasum", "tar", "uname");

  @TempDir private Path folder;
  private Path root;
  private Path prefix;
  private ShellProgram script;

  @BeforeEach
  void prepare() throws IOException {
    root = folder.toRealPath();
    prefix = root.resolve("home/.local");
    Files.createDirectories(root.resolve("home"));
    Path tools = ShellProgram.programs(root.resolve("tools"), TOOLS);
    script = new ShellProgram(root, tools.toString());
  }

  @Test
  void installsTheCommandWithCompletionsAndManPages() throws IOException {
    Ended ended = install(archive("1.0"));

    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .contains("Installed eksguard 1.0 in " + prefix + ".")
        .contains(prefix + "/bin is not on the PATH");
    assertThat(version()).isEqualTo("eksguard 1.0\ncommit of it\n");
    for (String link :
        List.of(
            "share/bash-completion/completions/eksguard",
            "share/zsh/site-functions/_eksguard",
            "share/fish/vendor_completions.d/eksguard.fish",
            "share/man/man1/eksguard.1",
            "share/man/man1/eksguard-plan.1")) {
      assertThat(prefix.resolve(link)).isSymbolicLink().exists();
    }
  }

  @Test
  void makesTheCacheWhereItIsInstalled() throws IOException {
    install(archive("1.0"));

    assertThat(installed()).hasSize(1);
    assertThat(installed().getFirst().resolve("lib/eksguard.aot")).exists();
  }

  @Test
  void makesNoCacheWhereNoneIsWanted() throws IOException {
    install(archive("1.0"), "--no-cache");

    assertThat(installed().getFirst().resolve("lib/eksguard.aot")).doesNotExist();
  }

  @Test
  void refusesAnArchiveThatIsNotTheOneOfTheChecksum() throws IOException {
    Path archive = archive("1.0");
    Path other = archive("2.0");
    Files.copy(beside(other), beside(archive), StandardCopyOption.REPLACE_EXISTING);

    Ended ended = install(archive);

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("the archive is not the one that the checksum is of");
    assertThat(prefix).doesNotExist();
  }

  @Test
  void refusesAnArchiveWithoutAChecksum() throws IOException {
    Path archive = archive("1.0");
    Files.delete(beside(archive));

    assertThat(install(archive).err()).contains("there is no checksum of the archive beside it");
    assertThat(install(archive, "--sha256", digest(archive)).code()).isZero();
  }

  @Test
  void writesOverNoOtherCommandOfThisName() throws IOException {
    Path command = prefix.resolve("bin/eksguard");
    Files.createDirectories(prefix.resolve("bin"));
    Files.writeString(command, "mine");

    Ended ended = install(archive("1.0"));

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains(command + " is there already, and not by this script.");
    assertThat(command).hasContent("mine");
    assertThat(prefix.resolve("lib")).doesNotExist();
  }

  @Test
  void leavesACompletionAloneThatSomebodyElseMade() throws IOException {
    Path completion = prefix.resolve("share/bash-completion/completions/eksguard");
    Files.createDirectories(prefix.resolve("share/bash-completion/completions"));
    Files.writeString(completion, "mine");

    Ended ended = install(archive("1.0"));
    uninstall();

    assertThat(ended.code()).isZero();
    assertThat(ended.err()).contains("it is left alone");
    assertThat(completion).hasContent("mine");
  }

  @Test
  void keepsTheVersionBeforeForCommandsThatRun() throws IOException {
    install(archive("1.0"));
    install(archive("2.0"));
    List<Path> two = installed();
    Ended third = install(archive("3.0"));

    assertThat(third.code()).isZero();
    assertThat(version()).isEqualTo("eksguard 3.0\ncommit of it\n");
    assertThat(two).hasSize(2);
    assertThat(installed()).hasSize(2).noneMatch(one -> one.toString().contains("1.0"));
  }

  @Test
  void installsTheSameArchiveTwice() throws IOException {
    Path archive = archive("1.0");
    install(archive);
    Ended again = install(archive);

    assertThat(again.code()).isZero();
    assertThat(installed()).hasSize(1);
    assertThat(version()).isEqualTo("eksguard 1.0\ncommit of it\n");
  }

  @Test
  void saysSoWhereItDoesNotRun() throws IOException {
    Files.createFile(root.resolve("foreign"));

    Ended ended = install(archive("1.0"));

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("it does not run on this machine").contains("1.0-any.tar.gz");
    assertThat(prefix.resolve("bin/eksguard")).doesNotExist();
    assertThat(installed()).isEmpty();
  }

  @Test
  void takesOutAllThatItPutThere() throws IOException {
    install(archive("1.0"));
    Ended ended = uninstall();

    assertThat(ended.code()).isZero();
    try (var files = Files.walk(prefix)) {
      assertThat(files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)))
          .isEmpty();
    }
  }

  @Test
  void takesNothingOutThatItDidNotPutThere() throws IOException {
    Path theirs = Files.createDirectories(prefix.resolve("lib/eksguard")).resolve("notes");
    Files.writeString(theirs, "mine");

    assertThat(uninstall().code()).isEqualTo(1);
    assertThat(install(archive("1.0")).code()).isEqualTo(1);
    assertThat(theirs).hasContent("mine");
  }

  @Test
  void takesAnotherPrefixHoweverItIsWritten() throws IOException {
    Files.createDirectories(root.resolve("a folder"));

    Ended in = run("--prefix", "a folder", archive("1.0").toString());
    Ended out = run("--uninstall", "--prefix=./a folder/../a folder/");

    assertThat(in.code()).isZero();
    assertThat(out.code()).isZero();
    assertThat(root.resolve("a folder/bin/eksguard")).doesNotExist();
  }

  @Test
  void tellsHowItIsUsed() throws IOException {
    for (List<String> wrong :
        List.of(
            List.<String>of(), List.of("--fast", "a"), List.of("a", "b"), List.of("--prefix"))) {
      Ended ended = run(wrong.toArray(String[]::new));

      assertThat(ended.code()).as("%s", wrong).isEqualTo(64);
      assertThat(ended.err()).startsWith("usage: install ");
    }
  }

  private Ended install(Path archive, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add(archive.toString());
    return run(arguments.toArray(String[]::new));
  }

  private Ended uninstall() throws IOException {
    return run("--uninstall");
  }

  private Ended run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of("scripts/install").toAbsolutePath().toString());
    command.addAll(List.of(arguments));
    return script.run(
        Map.of("HOME", root.resolve("home").toString()), "", command.toArray(String[]::new));
  }

  private String version() throws IOException {
    return script.run(Map.of(), "", prefix.resolve("bin/eksguard").toString()).out();
  }

  /// The folders that archives were unpacked into.
  private List<Path> installed() throws IOException {
    var folders = new TreeSet<Path>();
    try (var files = Files.newDirectoryStream(prefix.resolve("lib/eksguard"), "[!.]*")) {
      files.forEach(folders::add);
    }
    return List.copyOf(folders);
  }

  /// An archive with its checksum beside it.
  private Path archive(String version) throws IOException {
    String name = "eksguard-" + version + "-any";
    Path parts = root.resolve("parts").resolve(name);
    for (String part : List.of("bin", "runtime/bin", "lib", "completions", "man/man1")) {
      Files.createDirectories(parts.resolve(part));
    }
    ShellProgram.write(
        parts.resolve("bin/eksguard"),
        "#!/bin/sh\n[ ! -e '%s/foreign' ] || exit 126\necho 'eksguard %s\ncommit of it'\n"
            .formatted(root, version));
    ShellProgram.write(parts.resolve("runtime/bin/java"), "#!/bin/sh\n");
    ShellProgram.write(
        parts.resolve("lib/make-cache"), "#!/bin/sh\n: > \"${0%/*}/eksguard.aot\"\n");
    for (String file :
        List.of(
            "completions/eksguard.bash",
            "completions/eksguard.fish",
            "completions/_eksguard",
            "man/man1/eksguard.1",
            "man/man1/eksguard-plan.1")) {
      Files.writeString(parts.resolve(file), "");
    }
    Path archive = root.resolve(name + ".tar.gz");
    Ended packed =
        script.run(Map.of(), "", "tar", "-czf", archive.toString(), "-C", root + "/parts", name);
    assertThat(packed.code()).isZero();
    Files.writeString(
        beside(archive), digest(archive) + "  " + archive.getFileName() + "\n", UTF_8);
    return archive;
  }

  private static Path beside(Path archive) {
    return Path.of(archive + ".sha256");
  }

  private static String digest(Path file) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
