package io.eksguard.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class UnifiedDifferenceTest {
  private static final Pattern HUNK =
      Pattern.compile("@@ -(\\d+)(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@");
  private static final String NO_LINE_BREAK = "\\ No newline at end of file";

  private static String numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> i + "\n").collect(Collectors.joining());
  }

  @Test
  void equalTextsHaveNoLines() {
    assertThat(UnifiedDifference.lines("f", "a\n", "a\n")).isEmpty();
  }

  @Test
  void aLineIsShownWithThreeAroundIt() {
    String before = numbers(1, 9);

    assertThat(UnifiedDifference.lines("f.yaml", before, before.replace("5\n", "five\n")))
        .containsExactly(
            "--- f.yaml",
            "+++ f.yaml",
            "@@ -2,7 +2,7 @@",
            " 2",
            " 3",
            " 4",
            "-5",
            "+five",
            " 6",
            " 7",
            " 8");
  }

  @Test
  void farChangesHaveHunksOfTheirOwn() {
    String before = numbers(1, 30);
    String after = before.replace("\n5\n", "\n5\nnew\n").replace("\n25\n", "\n");

    assertThat(UnifiedDifference.lines("f", before, after))
        .filteredOn(line -> line.startsWith("@"))
        .containsExactly("@@ -3,6 +3,7 @@", "@@ -22,7 +23,6 @@");
  }

  @Test
  void aMissingLineBreakIsSaid() {
    assertThat(UnifiedDifference.lines("f", "a", "a\nb"))
        .containsExactly(
            "--- f", "+++ f", "@@ -1 +1,2 @@", "-a", NO_LINE_BREAK, "+a", "+b", NO_LINE_BREAK);
  }

  @Test
  void lineBreaksOfWindowsAreNotShown() {
    assertThat(UnifiedDifference.lines("f", "a\r\nb\r\n", "a\r\n"))
        .containsExactly("--- f", "+++ f", "@@ -1,2 +1 @@", " a", "-b");
  }

  @Test
  void linesOfAnEmptyTextCountFromNothing() {
    assertThat(UnifiedDifference.lines("f", "", "a\n"))
        .containsExactly("--- f", "+++ f", "@@ -0,0 +1 @@", "+a");
  }

  @Property(tries = 500)
  void madeInTheFirstTextItGivesTheSecond(@ForAll long seed) {
    var random = new Random(seed);
    String before = any(random);
    String after = any(random);

    List<String> lines = UnifiedDifference.lines("f", before, after);

    assertThat(patched(before, lines)).isEqualTo(after);
  }

  private static String any(Random random) {
    String text =
        random
            .ints(random.nextInt(40), 0, 4)
            .mapToObj(i -> "line " + i + "\n")
            .collect(Collectors.joining());
    return random.nextInt(3) == 0 ? text.stripTrailing() : text;
  }

  /// What `patch` makes of a text.
  private static String patched(String before, List<String> difference) {
    List<String> old = List.of(before.split("(?<=\n)", -1));
    var after = new StringBuilder();
    int done = 0;
    List<String> lines = new ArrayList<>(difference);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher hunk = HUNK.matcher(line);
      boolean ends = i + 1 < lines.size() && lines.get(i + 1).equals(NO_LINE_BREAK);
      if (hunk.matches()) {
        boolean none = "0".equals(hunk.group(2));
        int start = Integer.parseInt(hunk.group(1)) - (none ? 0 : 1);
        after.append(String.join("", old.subList(done, start)));
        done = start;
      } else if (line.startsWith("+") && !line.startsWith("+++ ")) {
        after.append(line.substring(1)).append(ends ? "" : "\n");
      } else if (line.startsWith(" ") || (line.startsWith("-") && !line.startsWith("--- "))) {
        assertThat(old.get(done)).isEqualTo(line.substring(1) + (ends ? "" : "\n"));
        after.append(line.startsWith(" ") ? old.get(done) : "");
        done++;
      }
    }
    return after
        .append(before.isEmpty() ? "" : String.join("", old.subList(done, old.size())))
        .toString();
  }
}
