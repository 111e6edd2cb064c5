package io.eksguard.config;

import io.eksguard.diag.Code;
import io.eksguard.model.AgentRule;
import io.eksguard.model.Approach;
import io.eksguard.model.ApproachName;
import io.eksguard.model.ClusterRule;
import io.eksguard.model.EndpointCare;
import io.eksguard.model.Region;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/// Reads how an entry covers its accounts: `approach`, and the list of clusters that goes with it.
final class ApproachReader {
  private static final Map<String, ApproachName> LISTS =
      Map.of(
          "exclude", ApproachName.ALL_EXCEPT,
          "include", ApproachName.ONLY,
          "agents", ApproachName.MANUAL);
  private static final Map<String, ApproachName> OWNERS =
      Map.of(
          "exclude", ApproachName.ALL_EXCEPT,
          "include", ApproachName.ONLY,
          "agents", ApproachName.MANUAL,
          "endpoint", ApproachName.MANUAL);

  private final Notes notes;
  private final Values values;
  private final LocalDate today;

  ApproachReader(Notes notes, LocalDate today) {
    this.notes = notes;
    this.values = new Values(notes);
    this.today = today;
  }

  /// The approach of an entry.
  ///
  /// @param regions the regions of the entry; empty if they could not be read
  Optional<Approach> read(Section entry, SortedSet<Region> regions) {
    Optional<ApproachName> name = name(entry);
    name.ifPresent(n -> refuseOtherLists(entry, n));
    var lists = new ClusterLists(notes, today, regions);
    // All three are read, whatever the approach: mistakes in them are mistakes.
    List<ClusterRule> exclude =
        lists.rules(nodes(entry, "exclude", "Write `approach: all`."), entry.at("exclude"));
    List<ClusterRule> include =
        lists.rules(nodes(entry, "include", "Write `approach: manual`."), entry.at("include"));
    List<AgentRule> agents = lists.agents(agentNodes(entry), entry.at("agents"));
    return name.flatMap(n -> approach(n, entry, exclude, include, agents));
  }

  /// The word behind `approach`, without lists.
  Optional<ApproachName> name(Section section) {
    return section
        .required("approach", "Write one of: " + String.join(", ", Words.APPROACHES.keySet()) + ".")
        .flatMap(n -> values.word(n, "approach", Words.APPROACHES, Words.OTHER_APPROACHES));
  }

  private Optional<Approach> approach(
      ApproachName name,
      Section entry,
      List<ClusterRule> exclude,
      List<ClusterRule> include,
      List<AgentRule> agents) {
    return switch (name) {
      case ALL -> Optional.of(new Approach.All());
      case ALL_EXCEPT ->
          listed(
                  entry,
                  "exclude",
                  exclude,
                  "Name clusters under `exclude`, or write `approach: all`.")
              .map(Approach.AllExcept::new);
      case ONLY ->
          listed(
                  entry,
                  "include",
                  include,
                  "Name clusters under `include`, or write `approach: manual`.")
              .map(Approach.Only::new);
      case MANUAL -> Optional.of(new Approach.Manual(agents, entry.has("agents"), endpoint(entry)));
      case DISABLED -> Optional.of(new Approach.Disabled());
    };
  }

  private Optional<EndpointCare> endpoint(Section entry) {
    return entry
        .optional("endpoint")
        .flatMap(n -> values.word(n, "word for an endpoint", Words.ENDPOINTS, Map.of()));
  }

  private Optional<List<ClusterRule>> listed(
      Section entry, String key, List<ClusterRule> rules, String hint) {
    // Another list in its place has been told as such.
    if (LISTS.keySet().stream().noneMatch(entry::has)) {
      entry.noteMissing(key, hint);
    }
    return Optional.of(rules).filter(list -> !list.isEmpty());
  }

  private List<Node> nodes(Section entry, String key, String hintIfEmpty) {
    return entry
        .optional(key)
        .flatMap(node -> values.filledList(node, "`" + key + "`", hintIfEmpty))
        .orElse(List.of());
  }

  private List<Node> agentNodes(Section entry) {
    return entry
        .optional("agents")
        .flatMap(node -> values.list(node, "`agents`"))
        .orElse(List.of());
  }

  private void refuseOtherLists(Section entry, ApproachName name) {
    for (String key : List.of("exclude", "include", "agents", "endpoint")) {
      Optional.ofNullable(OWNERS.get(key))
          .filter(owner -> owner != name && entry.has(key))
          .ifPresent(owner -> noteMisplaced(entry, key, owner, name));
    }
  }

  private void noteMisplaced(Section entry, String key, ApproachName owner, ApproachName name) {
    boolean list = !key.equals("endpoint");
    String own =
        switch (name) {
          case ALL_EXCEPT -> list ? "List the clusters under `exclude`" : "Remove it";
          case ONLY -> list ? "List the clusters under `include`" : "Remove it";
          case ALL, MANUAL, DISABLED -> list ? "Remove the list" : "Remove it";
        };
    notes.error(
        Code.RULE_WITHOUT_APPROACH,
        entry.keySpan(key),
        "`" + key + "` has no meaning under `approach: " + name.word() + "`.",
        own + ", or write `approach: " + owner.word() + "`.");
  }
}
