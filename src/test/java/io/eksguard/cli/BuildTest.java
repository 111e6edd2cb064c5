package io.eksguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class BuildTest {
  private static final Map<String, String> SYSTEM =
      Map.of(
          "java.runtime.version",
          "25.0.3+9-LTS",
          "java.vendor",
          "Eclipse Adoptium",
          "os.name",
          "Linux",
          "os.version",
          "6.12",
          "os.arch",
          "amd64");

  @Test
  void saysWhatTheBuildFoundOut() throws IOException {
    Build build =
        build(
            """
            version=1.2.3
            commit=dfb7d3c5a1b2
            committed=2026-11-28T07:32:11Z
            changed=false
            archived.commit=$Format:%h$
            archived.committed=$Format:%cI$
            """);

    assertThat(build.lines("1.2.3", BuildTest::system))
        .containsExactly(
            "eksguard 1.2.3",
            "commit   dfb7d3c5a1b2",
            "of       2026-11-28T07:32:11Z",
            "java     25.0.3+9-LTS, Eclipse Adoptium",
            "system   Linux 6.12, amd64");
  }

  @Test
  void marksWhatIsNotAsInTheCommit() throws IOException {
    Build build = build("version=1.2.3\ncommit=dfb7d3c5a1b2\nchanged=true\n");

    assertThat(build.lines("1.2.3", BuildTest::system)).contains("commit   dfb7d3c5a1b2-dirty");
  }

  @Test
  void takesWhatTheArchiveOfTheSourcesSaysWhereThereWasNoGit() throws IOException {
    Build build =
        build(
            """
            version=1.2.3
            commit=${git.commit.id.abbrev}
            committed=${git.commit.time}
            changed=${git.dirty}
            archived.commit=dfb7d3c
            archived.committed=2026-11-28T08:32:11+01:00
            """);

    assertThat(build.lines("1.2.3", BuildTest::system))
        .contains("commit   dfb7d3c", "of       2026-11-28T08:32:11+01:00");
  }

  @Test
  void saysThatItDoesNotKnowWhereNobodyFilledItIn() throws IOException {
    Build build = build("version=1.2.3\ncommit=${git.commit.id.abbrev}\narchived.commit=$Format$");

    assertThat(build.lines("1.2.3", BuildTest::system))
        .contains("commit   unknown", "of       unknown");
  }

  private static String system(String name) {
    return SYSTEM.getOrDefault(name, "");
  }

  private static Build build(String text) throws IOException {
    var properties = new Properties();
    properties.load(new StringReader(text));
    return Build.of(properties);
  }
}
