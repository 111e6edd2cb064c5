package io.eksguard.diag;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `docs/errors.md` explains every code, and no other.
class ErrorsPageTest {
  private static final String SECTION = "## ";

  @Test
  void hasASectionForEachCodeInTheirOrder() throws IOException {
    List<String> sections =
        page().lines().filter(l -> l.startsWith(SECTION)).map(l -> l.substring(3)).toList();

    assertThat(sections).isEqualTo(Arrays.stream(Code.values()).map(Code::id).toList());
  }

  @Test
  void saysSymptomReasonAndSolutionInEachSection() throws IOException {
    List<String> sections = List.of(page().split("(?m)^" + SECTION));

    assertThat(sections.subList(1, sections.size()))
        .allSatisfy(
            section -> assertThat(section).contains("*Symptom*: ", "*Reason*: ", "*Solution*: "));
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("docs/errors.md"));
  }
}
