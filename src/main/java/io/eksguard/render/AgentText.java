package io.eksguard.render;

import io.eksguard.diff.Change;
import io.eksguard.live.Agent;
import io.eksguard.model.AgentSetup;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// An agent by hand in words: its version, its values and its tags.
final class AgentText {
  private static final String NONE = "none";

  private AgentText() {}

  /// An agent, with all the tags that are known of it.
  static String setup(Optional<AgentSetup> setup) {
    return setup(setup, setup.map(one -> one.tags().keySet()).map(List::copyOf).orElse(List.of()));
  }

  /// What is changed of it: from what to what.
  static String change(Change.ClusterAgent change) {
    String leftover = change.owner() == Agent.Owner.GUARDDUTY ? "leftover " : "";
    if (change.onlyTags()) {
      return "agent " + change.after().map(AgentText::untagged).orElse(NONE) + ", " + tags(change);
    }
    return leftover
        + "agent: "
        + (change.updates()
            ? change.before().map(AgentText::untagged).orElse(NONE)
                + " -> "
                + change.after().map(AgentText::untagged).orElse(NONE)
                + (change.tagKeys().isEmpty() ? "" : ", " + tags(change))
            : setup(change.before()) + " -> " + setup(change.after()));
  }

  /// What it was as seen, as far as it changes.
  static String before(Change.ClusterAgent change) {
    return change.updates() ? setup(change.before(), change.tagKeys()) : setup(change.before());
  }

  /// What it shall be.
  static String after(Change.ClusterAgent change) {
    return setup(change.after(), change.tagKeys());
  }

  private static String setup(Optional<AgentSetup> setup, Collection<String> keys) {
    return setup
        .map(one ->
            untagged(one)
                + listed(
                    keys.stream().map(key -> key(key) + StepText.tag(tag(setup, key))).toList()))
        .orElse(NONE);
  }

  /// Tags behind what carries them; nothing where there are none.
  static String tags(SortedMap<String, String> tags) {
    return listed(
        tags.entrySet().stream()
            .map(tag -> key(tag.getKey()) + StepText.tag(Optional.of(tag.getValue())))
            .toList());
  }

  private static String listed(List<String> tags) {
    return tags.isEmpty() ? "" : ", tags " + String.join(", ", tags);
  }

  private static String untagged(AgentSetup setup) {
    return TerminalText.safe(setup.version())
        + setup.configuration().map(values -> " " + TerminalText.safe(values)).orElse("");
  }

  private static String tags(Change.ClusterAgent change) {
    return change.tagKeys().stream()
        .map(key ->
            key(key)
                + StepText.tag(tag(change.before(), key))
                + " -> "
                + StepText.tag(tag(change.after(), key)))
        .collect(Collectors.joining(", ", "tags ", ""));
  }

  private static Optional<String> tag(Optional<AgentSetup> setup, String key) {
    return setup.flatMap(one -> Optional.ofNullable(one.tags().get(key)));
  }

  private static String key(String key) {
    return TerminalText.safe(key) + ": ";
  }
}
