package io.eksguard.model;

import static io.eksguard.model.Desireds.REGION;
import static io.eksguard.model.Desireds.SECOND_REGION;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {
  private static final ClusterName CLUSTER = new ClusterName("web");

  /// The four rows of the table, each with the five tags that a cluster can have.
  @ParameterizedTest(name = "add-on {0}, wanted {1}, tag {2}: met {3}, remedy {4}")
  @CsvSource({
    "true,  true,  -,     true,  -",
    "true,  true,  true,  true,  -",
    "true,  true,  false, false, -",
    "true,  true,  False, true,  -",
    "true,  true,  '',    true,  -",
    "true,  false, -,     false, false",
    "true,  false, true,  false, false",
    "true,  false, false, true,  false",
    "true,  false, False, false, false",
    "true,  false, '',    false, false",
    "false, true,  -,     false, true",
    "false, true,  true,  true,  true",
    "false, true,  false, false, true",
    "false, true,  True,  false, true",
    "false, true,  '',    false, true",
    "false, false, -,     true,  -",
    "false, false, true,  false, -",
    "false, false, false, true,  -",
    "false, false, True,  true,  -",
    "false, false, '',    true,  -"
  })
  void needsTheTagOfTheTable(
      boolean addonManagement, boolean wanted, String tag, boolean met, String remedy) {
    var selection = new Selection(wanted, List.of());

    TagNeed need = selection.tagNeed(CLUSTER, addonManagement);

    assertThat(need.isMetBy(optional(tag))).isEqualTo(met);
    assertThat(need.remedy()).isEqualTo(optional(remedy));
  }

  private static Optional<String> optional(String text) {
    return text.equals("-") ? Optional.empty() : Optional.of(text);
  }

  @Test
  void takesAllButTheExcluded() {
    var selection = Desireds.allExcept("web", "sandbox-*").selection(REGION);

    assertThat(selection.manages(CLUSTER)).isFalse();
    assertThat(selection.manages(new ClusterName("sandbox-1"))).isFalse();
    assertThat(selection.manages(new ClusterName("payments"))).isTrue();
  }

  @Test
  void takesNoneButTheIncluded() {
    var selection = Desireds.only("web", "pay*").selection(REGION);

    assertThat(selection.manages(CLUSTER)).isTrue();
    assertThat(selection.manages(new ClusterName("payments"))).isTrue();
    assertThat(selection.manages(new ClusterName("batch"))).isFalse();
  }

  @Test
  void countsARuleInItsRegionOnly() {
    var approach = new Approach.AllExcept(List.of(Desireds.rule("web", SECOND_REGION)));

    assertThat(approach.selection(REGION).manages(CLUSTER)).isTrue();
    assertThat(approach.selection(SECOND_REGION).manages(CLUSTER)).isFalse();
  }

  @Test
  void takesEveryoneUnderAllAndNobodyUnderManual() {
    assertThat(Desireds.all().selection(REGION).manages(CLUSTER)).isTrue();
    assertThat(Desireds.manual().selection(REGION).manages(CLUSTER)).isFalse();
    assertThat(Desireds.disabled().selection(REGION).manages(CLUSTER)).isFalse();
  }

  @Test
  void isTheSameInWhateverOrderItsRulesStand() {
    var one = Desireds.only("b", "a", "b").selection(REGION);
    var other = Desireds.only("a", "b").selection(REGION);

    assertThat(one).isEqualTo(other);
  }
}
