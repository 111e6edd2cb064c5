package io.eksguard.live;

import io.eksguard.model.AgentRule;
import io.eksguard.model.AgentSetup;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which versions of the agent AWS offers for one cluster.
///
/// @param kubernetes the cluster's Kubernetes version; empty if AWS did not say
/// @param versions those that are for it, newest first
/// @param byDefault the one that AWS calls the default
/// @param schemas the JSON Schema of the configuration, by version; of those that were asked for
public record AgentOffer(
    String kubernetes,
    List<String> versions,
    Optional<String> byDefault,
    SortedMap<String, Reading<String>> schemas) {
  public AgentOffer {
    versions = List.copyOf(versions);
    schemas = new TreeMap<>(schemas);
  }

  /// How an agent shall be set up.
  ///
  /// @param rule the line of the file
  /// @param found how the one that is there is set up
  /// @return with the tags that the line names and no others; nothing if no version fits
  public Optional<AgentSetup> wanted(AgentRule rule, Optional<AgentSetup> found) {
    Optional<String> configuration =
        rule.configuration().or(() -> found.flatMap(AgentSetup::configuration));
    return version(rule, found)
        .map(version ->
            new AgentSetup(version, configuration.filter(text -> !text.equals("{}")), rule.tags()));
  }

  private Optional<String> version(AgentRule rule, Optional<AgentSetup> found) {
    Optional<String> live = found.map(AgentSetup::version);
    if (rule.version().isEmpty()) {
      return live.or(this::usual);
    }
    String wish = rule.version().get();
    return switch (wish) {
      case AgentRule.LATEST -> versions.stream().findFirst();
      case AgentRule.DEFAULT -> usual();
      // One that is there already may stay, also when AWS offers it to nobody any more.
      default -> Optional.of(wish).filter(v -> versions.contains(v) || live.equals(rule.version()));
    };
  }

  private Optional<String> usual() {
    return byDefault.or(() -> versions.stream().findFirst());
  }

  /// The same with the schema of a version.
  public AgentOffer with(String version, Reading<String> schema) {
    SortedMap<String, Reading<String>> more = new TreeMap<>(schemas);
    more.put(version, schema);
    return new AgentOffer(kubernetes, versions, byDefault, more);
  }
}
