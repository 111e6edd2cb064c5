package io.eksguard.config;

import io.eksguard.diag.Code;
import io.eksguard.model.AgentSetup;
import io.eksguard.model.Tag;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads the `tags` of an agent: what EKS would refuse, and what is not the file's to say, is told
/// at its place.
///
/// @see <a href="https://docs.aws.amazon.com/eks/latest/APIReference/API_TagResource.html">AWS API
///   reference, TagResource, read 2026-11-28</a>
/// @see <a href="https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html">Amazon EKS
///   user guide, tag restrictions, read 2026-11-28</a>
final class AgentTags {
  private static final int MAX_KEY = 128;
  private static final int MAX_VALUE = 256;
  private static final String KEPT_BY_AWS =
      "AWS keeps `" + AgentSetup.OF_AWS + "` at the beginning for itself, in any case.";

  private final Notes notes;
  private final Values values;

  AgentTags(Notes notes) {
    this.notes = notes;
    this.values = new Values(notes);
  }

  /// The tags by their keys; of wrong ones only those that can be read.
  SortedMap<String, String> read(Node node) {
    if (!(node instanceof Node.Mapping mapping)) {
      notes.error(
          Code.WRONG_TYPE,
          node.span(),
          "`tags` is a mapping, not " + node.kind() + ".",
          "Write `key: value` lines, such as `team: security`.");
      return Collections.emptySortedMap();
    }
    if (mapping.pairs().size() > AgentSetup.MAX_TAGS) {
      values.bad(
          Code.BAD_VALUE,
          node,
          "`tags`",
          mapping.pairs().size() + " tags",
          "An add-on has at most 50, and one of them is `" + AgentSetup.OUR_TAG + "`.");
    }
    SortedMap<String, String> tags = new TreeMap<>();
    for (Node.Pair pair : mapping.pairs()) {
      Optional<String> key = key(pair.key());
      value(pair).ifPresent(value -> key.ifPresent(name -> tags.put(name, value)));
    }
    return tags;
  }

  private Optional<String> key(Node.Scalar node) {
    Optional<String> key = values.text(node, "the key of a tag");
    key.flatMap(AgentTags::wrongKey)
        .ifPresent(
            hint -> values.bad(Code.BAD_VALUE, node, "the key of a tag", node.value(), hint));
    return key;
  }

  private static Optional<String> wrongKey(String key) {
    if (key.equals(AgentSetup.OUR_TAG)) {
      return Optional.of("eksguard sets it by itself, on the agents that it installs.");
    }
    if (key.equals(Tag.KEY)) {
      return Optional.of("GuardDuty sets it on the agents that it installs, and knows them by it.");
    }
    if (AgentSetup.isOfAws(key)) {
      return Optional.of(KEPT_BY_AWS);
    }
    return wrongLength(key, 1, MAX_KEY);
  }

  private Optional<String> value(Node.Pair pair) {
    String what = "the value of a tag";
    if (pair.value() instanceof Node.Scalar scalar && scalar.isNull()) {
      notes.error(
          Code.WRONG_TYPE,
          pair.key().span(),
          "`" + Values.shown(pair.key().value()) + "` has no value.",
          "Give it one, such as `\"\"`, or remove the line.");
      return Optional.empty();
    }
    Optional<String> value = values.text(pair.value(), what);
    value
        .flatMap(text ->
            AgentSetup.isOfAws(text) ? Optional.of(KEPT_BY_AWS) : wrongLength(text, 0, MAX_VALUE))
        .ifPresent(hint -> values.bad(Code.BAD_VALUE, pair.value(), what, value.orElse(""), hint));
    return value;
  }

  private static Optional<String> wrongLength(String text, int min, int max) {
    int length = text.codePointCount(0, text.length());
    return length >= min && length <= max
        ? Optional.empty()
        : Optional.of("Write " + min + " to " + max + " characters.");
  }
}
