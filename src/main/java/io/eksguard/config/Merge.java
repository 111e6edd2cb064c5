package io.eksguard.config;

import io.eksguard.diag.Code;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes one document of several.
///
/// `organization`, `access` and `limits` are merged key by key; `organization.members` and
/// `standalone` are put one behind the other. Anything else may be said in one document only.
final class Merge {
  private static final Set<String> BY_KEY = Set.of("organization", "access", "limits");
  private static final Set<String> ONE_BEHIND_THE_OTHER =
      Set.of("organization.members", "standalone");

  private final Notes notes;

  Merge(Notes notes) {
    this.notes = notes;
  }

  /// One mapping of all.
  ///
  /// @param documents at least one
  Node.Mapping of(List<Node.Mapping> documents) {
    return documents.stream().reduce((a, b) -> merged(a, b, "")).orElseThrow();
  }

  private Node.Mapping merged(Node.Mapping first, Node.Mapping second, String path) {
    Map<String, Node.Pair> pairs = new LinkedHashMap<>();
    first.pairs().forEach(pair -> pairs.put(pair.key().value(), pair));
    for (Node.Pair pair : second.pairs()) {
      String key = pair.key().value();
      Node.Pair both =
          Optional.ofNullable(pairs.get(key))
              .map(earlier -> merged(earlier, pair, path.isEmpty() ? key : path + "." + key))
              .orElse(pair);
      pairs.put(key, both);
    }
    return new Node.Mapping(first.span(), List.copyOf(pairs.values()));
  }

  private Node.Pair merged(Node.Pair first, Node.Pair second, String path) {
    if (BY_KEY.contains(path)
        && first.value() instanceof Node.Mapping a
        && second.value() instanceof Node.Mapping b) {
      return new Node.Pair(first.key(), merged(a, b, path));
    }
    if (ONE_BEHIND_THE_OTHER.contains(path)
        && first.value() instanceof Node.Items a
        && second.value() instanceof Node.Items b) {
      List<Node> all = new ArrayList<>(a.nodes());
      all.addAll(b.nodes());
      return new Node.Pair(first.key(), new Node.Items(a.span(), all));
    }
    notes.error(
        Code.SAID_TWICE,
        second.key().span(),
        "`" + path + "` is already said at " + first.key().span().pos() + ".",
        "Keep it in one of the two places.");
    return first;
  }
}
