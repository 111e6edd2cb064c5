package io.eksguard.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.model.AccountId;
import io.eksguard.model.AgentRule;
import io.eksguard.model.Approach;
import io.eksguard.model.ClusterPattern;
import io.eksguard.model.Conflicts;
import io.eksguard.model.Entry;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryTextTest {
  private static final Entry ENTRY =
      new Entry(
          "standalone[0]",
          new Entry.Who.Accounts(new TreeSet<>(List.of(new AccountId("123456789012")))),
          new Approach.Manual(
              List.of(
                  new AgentRule(
                      "standalone[0].agents[0]",
                      new ClusterPattern("edge"),
                      Optional.empty(),
                      Optional.of("latest"),
                      Optional.of("{\"dnsPolicy\":\"Default\"}"),
                      Conflicts.PRESERVE,
                      new TreeMap<>(
                          Map.of("team", "security", "cost-center", "42", "a: b", "x, {y}"))))),
          Optional.empty());

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anEntryWithAnAgentIsReadBackTheSame(boolean json) {
    var text = new EntryText(json, '"', 2, 2).inBrackets(ENTRY);

    var read =
        new DesiredStateReader(LocalDate.of(2026, 11, 28))
            .readText(
                "file.yaml",
                "version: 1\nfeature: RUNTIME_MONITORING\nregions: [us-east-1]\nstandalone:\n- "
                    + text
                    + "\n");

    assertThat(read.diagnostics()).as(text).isEmpty();
    assertThat(read.loaded().orElseThrow().desired().standalone()).as(text).containsExactly(ENTRY);
  }
}
