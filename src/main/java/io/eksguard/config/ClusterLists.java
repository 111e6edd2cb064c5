package io.eksguard.config;

import io.eksguard.diag.Code;
import io.eksguard.model.AgentRule;
import io.eksguard.model.ClusterPattern;
import io.eksguard.model.ClusterRule;
import io.eksguard.model.Conflicts;
import io.eksguard.model.Region;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads the lists of clusters of one entry.
///
/// ```yaml
/// exclude:
///   - name: legacy-billing
///     region: eu-west-1
///     until: 2027-03-31
///   - "web-*"               # short for {name: "web-*"}
/// agents:
///   - {name: edge, version: v1.12.1-eksbuild.4}
/// ```
final class ClusterLists {
  private static final Pattern VERSION =
      Pattern.compile("latest|default|v[0-9][0-9A-Za-z.+-]{0,63}");
  private static final Map<String, Conflicts> CONFLICTS = conflicts();

  private static Map<String, Conflicts> conflicts() {
    Map<String, Conflicts> words = new LinkedHashMap<>();
    for (Conflicts one : Conflicts.values()) {
      words.put(one.word(), one);
    }
    return words;
  }

  private final Notes notes;
  private final Values values;
  private final Ids ids;
  private final LocalDate today;
  private final SortedSet<Region> regions;

  /// @param today the day on which exceptions are judged
  /// @param regions the regions of the entry; empty if they could not be read
  ClusterLists(Notes notes, LocalDate today, SortedSet<Region> regions) {
    this.notes = notes;
    this.values = new Values(notes);
    this.ids = new Ids(notes);
    this.today = today;
    this.regions = regions;
  }

  /// The lines of an `exclude` or `include` list.
  List<ClusterRule> rules(List<Node> nodes, String path) {
    List<ClusterRule> rules = new ArrayList<>();
    Map<String, Span> seen = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      rule(nodes.get(i), path + "[" + i + "]", seen).ifPresent(rules::add);
    }
    return rules;
  }

  /// The lines of an `agents` list.
  List<AgentRule> agents(List<Node> nodes, String path) {
    List<AgentRule> agents = new ArrayList<>();
    Map<String, Span> seen = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      agent(nodes.get(i), path + "[" + i + "]", seen).ifPresent(agents::add);
    }
    return agents;
  }

  private Optional<ClusterRule> rule(Node node, String path, Map<String, Span> seen) {
    notes.place(path, node.span());
    if (node instanceof Node.Scalar) {
      Optional<ClusterPattern> name = ids.cluster(node);
      name.ifPresent(n -> claim(n, Optional.empty(), node.span(), seen));
      return name.map(n ->
          new ClusterRule(
              path, n, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }
    return Section.of(notes, node, path, Shape.CLUSTER_RULE).flatMap(s -> rule(s, seen));
  }

  private Optional<ClusterRule> rule(Section section, Map<String, Span> seen) {
    Optional<ClusterPattern> name = name(section);
    Optional<Region> region = region(section);
    Optional<String> reason = section.optional("reason").flatMap(n -> values.text(n, "`reason`"));
    Optional<String> owner = section.optional("owner").flatMap(n -> values.text(n, "`owner`"));
    Optional<Node> untilNode = section.optional("until");
    Optional<LocalDate> until = untilNode.flatMap(n -> values.day(n, "a day"));
    until
        .filter(day -> day.isBefore(today))
        .ifPresent(day -> untilNode.ifPresent(node -> noteExpired(node, name, day, reason, owner)));
    name.ifPresent(n -> claim(n, region, section.span(), seen));
    return name.map(n -> new ClusterRule(section.path(), n, region, reason, owner, until));
  }

  private Optional<AgentRule> agent(Node node, String path, Map<String, Span> seen) {
    notes.place(path, node.span());
    if (node instanceof Node.Scalar) {
      Optional<ClusterPattern> name = ids.cluster(node);
      name.ifPresent(n -> claim(n, Optional.empty(), node.span(), seen));
      return name.map(n -> new AgentRule(path, n, Optional.empty(), Optional.empty()));
    }
    return Section.of(notes, node, path, Shape.AGENT_RULE).flatMap(s -> agent(s, seen));
  }

  private Optional<AgentRule> agent(Section section, Map<String, Span> seen) {
    Optional<ClusterPattern> name = name(section);
    Optional<Region> region = region(section);
    Optional<String> version =
        section
            .optional("version")
            .flatMap(n ->
                values.text(
                    n,
                    "an add-on version",
                    VERSION,
                    "Write one such as `v1.12.1-eksbuild.4`, or `latest` or `default`."));
    Optional<String> configuration =
        section
            .optional("configurationValues")
            .flatMap(node -> new AgentConfiguration(notes).read(node));
    Conflicts conflicts =
        section
            .optional("resolveConflicts")
            .flatMap(n -> values.word(n, "way to resolve conflicts", CONFLICTS, Map.of()))
            .orElse(Conflicts.NONE);
    SortedMap<String, String> tags =
        section.optional("tags").map(new AgentTags(notes)::read).orElseGet(TreeMap::new);
    name.ifPresent(n -> claim(n, region, section.span(), seen));
    return name.map(
        n -> new AgentRule(section.path(), n, region, version, configuration, conflicts, tags));
  }

  private Optional<ClusterPattern> name(Section section) {
    return section.required("name", "Write `name: legacy-billing`.").flatMap(ids::cluster);
  }

  private Optional<Region> region(Section section) {
    return section.optional("region").flatMap(node -> ids.regionAmong(node, regions));
  }

  private void claim(
      ClusterPattern name, Optional<Region> region, Span span, Map<String, Span> seen) {
    String key = name + region.map(r -> "` in `" + r).orElse("");
    Optional.ofNullable(seen.putIfAbsent(key, span))
        .ifPresent(earlier ->
            notes.error(
                Code.CLUSTER_TWICE,
                span,
                "`" + key + "` is already in this list at " + earlier.pos() + ".",
                "Remove one of the two."));
  }

  private void noteExpired(
      Node node,
      Optional<ClusterPattern> name,
      LocalDate day,
      Optional<String> reason,
      Optional<String> owner) {
    notes.warning(
        Code.EXCEPTION_EXPIRED,
        node.span(),
        "The exception for `"
            + name.map(ClusterPattern::glob).orElse("?")
            + "` ended on `"
            + day
            + "`"
            + reason.map(text -> "; its reason was `" + text + "`").orElse("")
            + owner.map(who -> "; `" + who + "` answers for it").orElse("")
            + ".",
        "It still holds: remove the line, or agree on a later `until`.");
  }
}
