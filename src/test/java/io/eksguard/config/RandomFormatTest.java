package io.eksguard.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.model.Desired;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// However untidy a file is, putting it in order keeps all that it says, and is done at once.
class RandomFormatTest {
  private static final Pattern COMMENT = Pattern.compile("# c(\\d+)$", Pattern.MULTILINE);

  @Property(tries = 1000)
  void keepsTheMeaningAndEveryComment(@ForAll long seed) {
    RandomFile.Written file = RandomFile.any(new Random(seed));

    String once = format(file.text());

    assertThat(desired(once)).as(file.text()).isEqualTo(desired(file.text()));
    List<Integer> comments =
        COMMENT.matcher(once).results().map(m -> Integer.valueOf(m.group(1))).sorted().toList();
    assertThat(comments)
        .as(file.text())
        .isEqualTo(IntStream.rangeClosed(1, file.comments()).boxed().toList());
    assertThat(format(once)).as(file.text()).isEqualTo(once);
    assertThat(once).doesNotContain("\t").doesNotContainPattern("\\A\n");
  }

  private static String format(String text) {
    var outcome = new FileFormatter().text("f.yaml", text);

    assertThat(outcome.diagnostics()).as(text).isEmpty();
    return outcome.files().getFirst().after();
  }

  private static Desired desired(String text) {
    var result = new DesiredStateReader(BadFiles.TODAY).readText("f.yaml", text);

    assertThat(result.diagnostics()).as(text).isEmpty();
    return result.loaded().orElseThrow().desired();
  }
}
