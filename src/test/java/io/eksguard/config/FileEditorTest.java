package io.eksguard.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.config.FileEditor.Edited;
import io.eksguard.diag.Code;
import io.eksguard.model.Desired;
import io.eksguard.model.Units;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What cannot be seen in the files of [EditCasesTest]: white space and line breaks.
class FileEditorTest {
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      standalone:
        - account: "444455556666"
          approach: all\t# a\ttab\t
      """;

  private final FileEditor editor = new FileEditor(BadFiles.TODAY);

  private Edited edited(String text, String edit) {
    return editor.edit(
        List.of(new FileEditor.Source("f.yaml", text)), EditCase.edit(edit), Units.NONE);
  }

  private String after(String text, String edit) {
    return edited(text, edit) instanceof Edited.Changed changed
        ? changed.files().getFirst().after()
        : String.valueOf(edited(text, edit));
  }

  @Test
  void keepsTabsBeforeAndInComments() {
    assertThat(after(FILE, "exclude 444455556666/web"))
        .isEqualTo(
            FILE.replace("all\t# a\ttab\t\n", "all-except\t# a\ttab\t\n    exclude: [web]\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void writesTheLineBreaksOfTheFile(String lineBreak) {
    String text = FILE.replace("\n", lineBreak);

    assertThat(after(text, "exclude 444455556666/web"))
        .isEqualTo(after(FILE, "exclude 444455556666/web").replace("\n", lineBreak));
  }

  @Test
  void keepsAByteOrderMark() {
    assertThat(after("\uFEFF" + FILE, "set 444455556666 manual"))
        .isEqualTo("\uFEFF" + FILE.replace("all\t", "manual\t"));
  }

  @Test
  void addsNoLineBreakAtTheEndWhereNoneWas() {
    assertThat(after(FILE.stripTrailing(), "exclude 444455556666/web"))
        .isEqualTo(
            after(FILE, "exclude 444455556666/web").replace("tab\t\n", "tab\n").stripTrailing());
  }

  @Test
  void takesTheLastLineAwayWithoutLeavingALineBreak() {
    String text = after(FILE, "exclude 444455556666/web").stripTrailing();

    assertThat(after(text, "include 444455556666/web")).isEqualTo(FILE.stripTrailing() + "\t");
  }

  @Test
  void refusesToAddBehindATextWhoseLineIsNotComplete() {
    String text =
        FILE.replace(
            "all\t# a\ttab\t\n",
            "only\n    include:\n      - name: web\n        reason: |\n          shop");

    assertThat(edited(text, "include 444455556666/cron"))
        .isInstanceOfSatisfying(
            Edited.Refused.class,
            refused -> {
              assertThat(refused.why().code()).isEqualTo(Code.EDIT_REFUSED);
              assertThat(refused.why().message()).contains("ends without a line break");
            });
    assertThat(after(text + "\n", "include 444455556666/cron"))
        .isEqualTo(text + "\n      - cron\n");
  }

  @Test
  void editsAFileInOneLine() {
    String text =
        "{version: 1, feature: RUNTIME_MONITORING, regions: [us-east-1], standalone: ["
            + "{approach: all, account: '444455556666'}], limits: {disable: 0, untag: 5}}";

    assertThat(after(text, "exclude 444455556666/web"))
        .isEqualTo(text.replace("approach: all,", "approach: all-except, exclude: [web],"));
  }

  @ParameterizedTest
  @CsvSource({"approach: all, approach: manual", "# a, # another", "us-east-1, eu-west-1"})
  void refusesATextThatSaysAnythingElseOrLosesAComment(String some, String other) {
    Desired wanted =
        new DesiredStateReader(BadFiles.TODAY)
            .readText("f.yaml", FILE)
            .loaded()
            .orElseThrow()
            .desired();
    List<SourceText> before = List.of(new SourceText("f.yaml", FILE));

    assertThat(editor.wrong(before, List.of(new FileEditor.Source("f.yaml", FILE)), wanted))
        .isEmpty();
    assertThat(
            editor.wrong(
                before,
                List.of(new FileEditor.Source("f.yaml", FILE.replace(some, other))),
                wanted))
        .hasValueSatisfying(told -> assertThat(told.code()).isEqualTo(Code.BUG));
  }

  @Test
  void opensFilesAndFoldersInTheOrderInWhichTheyAreRead(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("b.yaml"), "\uFEFFversion: 1\n");
    Files.writeString(folder.resolve("a.yml"), FILE);
    Path missing = folder.resolve("missing.yaml");

    var opened = FileEditor.open(List.of(folder, missing));

    assertThat(opened.sources())
        .containsExactly(
            new FileEditor.Source(folder.resolve("a.yml").toString(), FILE),
            new FileEditor.Source(folder.resolve("b.yaml").toString(), "\uFEFFversion: 1\n"));
    assertThat(opened.diagnostics())
        .singleElement()
        .satisfies(told -> assertThat(told.code()).isEqualTo(Code.UNREADABLE_FILE));
  }
}
