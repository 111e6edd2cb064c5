package io.eksguard.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.model.Access;
import io.eksguard.model.AccountId;
import io.eksguard.model.Approach;
import io.eksguard.model.ClusterPattern;
import io.eksguard.model.ClusterRule;
import io.eksguard.model.Desired;
import io.eksguard.model.Entry;
import io.eksguard.model.Feature;
import io.eksguard.model.LeftoverCare;
import io.eksguard.model.Limits;
import io.eksguard.model.Region;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DesiredWriterTest {
  private final DesiredStateReader reader = new DesiredStateReader(LocalDate.of(2026, 11, 24));

  static List<Path> files() throws IOException {
    return Stream.concat(GoodFilesTest.files().stream(), ExamplesTest.files().stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatAGoodFileSaysIsReadBackTheSame(Path file) {
    Desired desired = reader.read(List.of(file)).loaded().orElseThrow().desired();

    String text = DesiredWriter.write(desired, Map.of());

    assertThat(readBack(text)).as(text).isEqualTo(desired);
  }

  private Desired readBack(String text) {
    var result = reader.readText("written.yaml", text);
    assertThat(result.diagnostics()).as(text).isEmpty();
    return result.loaded().orElseThrow().desired();
  }

  private static Desired standalone(Approach approach) {
    var account = new Entry.Who.Accounts(new TreeSet<>(List.of(new AccountId("000000000001"))));
    return new Desired(
        Feature.RUNTIME_MONITORING,
        new TreeSet<>(List.of(new Region("us-east-1"))),
        Optional.empty(),
        List.of(new Entry("standalone[0]", account, approach, Optional.empty())),
        Access.CALLER,
        Limits.DEFAULT,
        LeftoverCare.KEEP);
  }

  private static Desired without(String name, Optional<String> reason) {
    return standalone(
        new Approach.AllExcept(
            List.of(
                new ClusterRule(
                    "standalone[0].exclude[0]",
                    new ClusterPattern(name),
                    Optional.empty(),
                    reason,
                    Optional.empty(),
                    Optional.empty()))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "False",
        "null",
        "no",
        "On",
        "y",
        "0123",
        "1e3",
        "0x1f",
        "0o7",
        "1_000",
        "2027-03-31",
        "web-1",
        "*",
        "?b",
        "12"
      })
  void aNameIsATextWhateverItLooksLike(String name) {
    var desired = without(name, Optional.empty());

    String text = DesiredWriter.write(desired, Map.of());

    assertThat(readBack(text)).as(text).isEqualTo(desired);
    boolean plain = text.contains("exclude: [" + name + "]");
    assertThat(plain).as(text).isEqualTo(name.equals("web-1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: b # c", "\"quoted\" \\ 'too'", "{x}", "tab\there", "snow \u2603"})
  void aReasonIsATextWhateverIsInIt(String reason) {
    var desired = without("web", Optional.of(reason));

    assertThat(readBack(DesiredWriter.write(desired, Map.of()))).isEqualTo(desired);
  }

  @Test
  void aCommentStaysAComment() {
    var desired = standalone(new Approach.All());

    String text =
        DesiredWriter.write(
            desired,
            Map.of("", List.of("one\nlimits: {disable: 9}"), "standalone[0]", List.of("\u2028x")));

    assertThat(readBack(text)).isEqualTo(desired);
    assertThat(text).contains("# one\n# limits: {disable: 9}\n").contains("  # ?x\n  - account");
  }

  @Test
  void aLongListOfAccountsIsBrokenWhereTheLineIsFull() {
    var ids =
        IntStream.range(0, 300)
            .mapToObj(i -> new AccountId("%012d".formatted(i)))
            .collect(java.util.stream.Collectors.toCollection(TreeSet::new));
    var one = standalone(new Approach.Disabled());
    var desired =
        new Desired(
            one.feature(),
            one.regions(),
            one.organization(),
            List.of(
                new Entry(
                    "standalone[0]",
                    new Entry.Who.Accounts(ids),
                    new Approach.Disabled(),
                    Optional.empty())),
            one.access(),
            one.limits(),
            LeftoverCare.KEEP);

    String text = DesiredWriter.write(desired, Map.of());

    assertThat(readBack(text)).isEqualTo(desired);
    assertThat(text.lines()).allMatch(line -> line.length() <= 100).hasSizeBetween(55, 70);
  }
}
