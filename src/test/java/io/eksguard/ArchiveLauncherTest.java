package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.ShellProgram.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// `bin/eksguard` of the archive, with a Java that only says how it was called.
@DisabledOnOs(OS.WINDOWS)
class ArchiveLauncherTest {
  @TempDir private Path folder;
  private Path root;
  private Path home;
  private ShellProgram program;

  @BeforeEach
  void unpack() throws IOException {
    root = folder.toRealPath();
    home = root.resolve("un packed");
    for (String part : List.of("bin", "lib", "runtime/bin")) {
      Files.createDirectories(home.resolve(part));
    }
    Files.copy(Path.of("src/dist/bin/eksguard"), home.resolve("bin/eksguard"));
    ShellProgram.write(
        home.resolve("runtime/bin/java"),
        "#!/bin/sh\nfor one in \"$@\"; do printf '<%s>' \"$one\"; done\necho \" in $PWD\"\n");
    Path tools = ShellProgram.programs(root.resolve("tools"), List.of("readlink"));
    program = new ShellProgram(root, tools.toString());
  }

  @Test
  void handsItsArgumentsToTheJavaBesideIt() throws IOException {
    Ended ended = program.run(Map.of(), "", home + "/bin/eksguard", "plan", "a b", "", "*");

    assertThat(ended.code()).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out())
        .endsWith("<-jar><" + home + "/lib/eksguard.jar><plan><a b><><*> in " + root + "\n")
        .doesNotContain("AOTCache");
  }

  @Test
  void worksThroughLinks() throws IOException {
    Files.createDirectories(root.resolve("bin"));
    Files.createSymbolicLink(root.resolve("bin/first"), Path.of("../un packed/bin/eksguard"));
    Files.createSymbolicLink(root.resolve("second"), root.resolve("bin/first"));

    Ended ended = program.run(Map.of(), "", root + "/second");

    assertThat(ended.out()).contains("<" + home + "/lib/eksguard.jar>");
  }

  @Test
  void takesTheCacheWhereThereIsOne() throws IOException {
    Path cache = Files.createFile(home.resolve("lib/eksguard.aot"));

    Ended ended = program.run(Map.of(), "", home + "/bin/eksguard");

    assertThat(ended.out()).contains("<-XX:AOTCache=" + cache + "><-Xlog:disable>");
  }

  @Test
  void saysTheVersionWithoutTheCache() throws IOException {
    Files.createFile(home.resolve("lib/eksguard.aot"));

    Ended ended = program.run(Map.of(), "", home + "/bin/eksguard", "--version");

    assertThat(ended.out()).contains("<--version>").doesNotContain("AOTCache");
  }

  @Test
  void takesMoreOptionsForJava() throws IOException {
    Map<String, String> more = Map.of("EKSGUARD_JAVA_OPTS", "-Xmx1g -Da=b");

    Ended ended = program.run(more, "", home + "/bin/eksguard");

    assertThat(ended.out()).contains("<-Xmx1g><-Da=b><-jar>");
  }

  @Test
  void saysSoWhereJavaIsMissing() throws IOException {
    Files.delete(home.resolve("runtime/bin/java"));

    Ended ended = program.run(Map.of(), "", home + "/bin/eksguard");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err())
        .contains("there is no Java in " + home + "/runtime")
        .contains("Unpack the archive again");
  }
}
