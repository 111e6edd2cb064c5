package io.eksguard.render;

import io.eksguard.diff.Change;
import io.eksguard.model.AccountId;
import io.eksguard.model.AgentSetup;
import io.eksguard.model.ApproachName;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import io.eksguard.model.Setting;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepSelector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The accounts and clusters that a plan is about, as tables for a person who looks for one of
/// them. The first word of each row is what the commands take.
public final class FleetText {
  private final Landscape landscape;
  private final SortedMap<AccountId, String> names;
  private final SortedMap<Place, List<Step>> steps = new TreeMap<>();

  /// @param landscape what there is
  /// @param plan what changes
  /// @param names what people call accounts
  public FleetText(Landscape landscape, Plan plan, SortedMap<AccountId, String> names) {
    this.landscape = landscape;
    this.names = new TreeMap<>(names);
    for (Step step : plan.steps()) {
      place(step.change())
          .ifPresent(place -> steps.computeIfAbsent(place, _ -> new ArrayList<>()).add(step));
    }
  }

  private static Optional<Place> place(Change change) {
    return switch (change) {
      case Change.ClusterTag tag -> Optional.of(tag.place());
      case Change.ClusterAgent agent -> Optional.of(agent.place());
      case Change.VpcEndpoint endpoint -> Optional.of(endpoint.place());
      case Change.AccountFeature feature -> Optional.of(feature.place());
      case Change.OrganizationFeature _, Change.OfPolicy _ -> Optional.empty();
    };
  }

  private List<Step> steps(Place place) {
    return steps.getOrDefault(place, List.of());
  }

  /// A row for each account and region.
  ///
  /// @param words each must stand somewhere in a row for it to be shown
  public String accounts(Optional<StepSelector> of, List<String> words) {
    List<List<String>> rows = new ArrayList<>();
    landscape
        .spots()
        .forEach((place, spot) -> {
          if (of.map(one -> one.matches(place)).orElse(true)) {
            rows.add(account(place, spot));
          }
        });
    List<List<String>> shown = matching(rows, words);
    return table(
            List.of("ACCOUNT/REGION", "APPROACH", "SETTING", "MANAGED", "PLAN", heading(shown)),
            shown)
        + counted(shown.size(), rows.size(), "account-region");
  }

  private static String heading(List<List<String>> rows) {
    return rows.stream().allMatch(row -> row.getLast().isEmpty()) ? "" : "NAME";
  }

  private String name(Place place) {
    return TerminalText.safe(names.getOrDefault(place.account(), ""));
  }

  private List<String> account(Place place, Landscape.Spot spot) {
    String name = place.account() + "/" + place.region();
    return switch (spot) {
      case Landscape.Spot.Blocked(var approach) ->
          List.of(
              name,
              approach.map(ApproachName::word).orElse("?"),
              "?",
              "?",
              "cannot be planned",
              name(place));
      case Landscape.Spot.Planned planned ->
          List.of(
              name,
              planned.approach().word(),
              settings(planned.live().values())
                  + (steps(place).stream()
                          .anyMatch(step -> step.change() instanceof Change.AccountFeature)
                      ? " -> " + settings(planned.wanted().values())
                      : ""),
              managed(planned),
              plan(steps(place)),
              name(place));
    };
  }

  private static String settings(Collection<Setting> settings) {
    if (settings.stream().noneMatch(Setting::enabled)) {
      return "off";
    }
    return settings.stream().anyMatch(one -> one.enabled() && one.addonManagement())
        ? "on, add-on managed"
        : "on, by tag or hand";
  }

  private static String managed(Landscape.Spot.Planned planned) {
    if (!planned.clustersRead()) {
      return "not read";
    }
    long now = planned.managedNow();
    long then = planned.managedThen();
    return (now == then ? now + "" : now + " -> " + then) + " of " + planned.clusters().size();
  }

  private static String plan(List<Step> steps) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    steps.forEach(step -> counts.merge(step.action().word(), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    counts.forEach((word, count) -> parts.add(count + " to " + word));
    return parts.isEmpty() ? "-" : String.join(", ", parts);
  }

  /// A row for each cluster.
  ///
  /// @param words each must stand somewhere in a row for it to be shown
  public String clusters(Optional<StepSelector> of, List<String> words) {
    List<List<String>> rows = new ArrayList<>();
    landscape
        .spots()
        .forEach((place, spot) -> {
          if (of.map(one -> one.matches(place)).orElse(true)
              && spot instanceof Landscape.Spot.Planned planned) {
            Map<ClusterName, List<Step>> changed = changed(place);
            planned
                .clusters()
                .forEach((name, cover) -> {
                  if (of.flatMap(StepSelector::cluster).map(name::equals).orElse(true)) {
                    rows.add(cluster(place, name, cover, changed.getOrDefault(name, List.of())));
                  }
                });
          }
        });
    List<List<String>> shown = matching(rows, words);
    return table(List.of("CLUSTER", "TAG", "MANAGED", "PLAN", heading(shown)), shown)
        + counted(shown.size(), rows.size(), "cluster");
  }

  /// What the plan writes on each cluster: its tag, its agent by hand.
  private Map<ClusterName, List<Step>> changed(Place place) {
    Map<ClusterName, List<Step>> changed = new TreeMap<>();
    steps(place)
        .forEach(step ->
            cluster(step.change())
                .ifPresent(
                    name -> changed.computeIfAbsent(name, _ -> new ArrayList<>()).add(step)));
    return changed;
  }

  private static Optional<ClusterName> cluster(Change change) {
    return switch (change) {
      case Change.ClusterTag tag -> Optional.of(tag.cluster());
      case Change.ClusterAgent agent -> Optional.of(agent.cluster());
      case Change.VpcEndpoint _,
          Change.AccountFeature _,
          Change.OrganizationFeature _,
          Change.OfPolicy _ ->
          Optional.empty();
    };
  }

  private List<String> cluster(
      Place place, ClusterName name, Landscape.Cover cover, List<Step> changes) {
    return List.of(
        place.account() + "/" + place.region() + "/" + TerminalText.safe(name.value()),
        StepText.tag(cover.tag()),
        yes(cover.now()) + (cover.now() == cover.then() ? "" : " -> " + yes(cover.then())),
        changes.isEmpty()
            ? "-"
            : changes.stream()
                .map(one -> StepText.sign(one.action()) + " " + one.action().word() + what(one))
                .collect(Collectors.joining(", ")),
        name(place));
  }

  private static String what(Step step) {
    return switch (step.change()) {
      case Change.ClusterTag tag ->
          ": " + StepText.tag(tag.before()) + " -> " + StepText.tag(tag.after());
      case Change.ClusterAgent agent ->
          agent.onlyTags()
              ? " agent: tags"
              : " agent: "
                  + version(agent.before())
                  + " -> "
                  + version(agent.after())
                  + (agent.tagKeys().isEmpty() ? "" : " with tags");
      case Change.VpcEndpoint _,
          Change.AccountFeature _,
          Change.OrganizationFeature _,
          Change.OfPolicy _ ->
          "";
    };
  }

  /// Without its values, which may be long.
  private static String version(Optional<AgentSetup> setup) {
    return setup
        .map(one ->
            TerminalText.safe(one.version())
                + one.configuration().map(_ -> " with values").orElse(""))
        .orElse("none");
  }

  private static String yes(boolean managed) {
    return managed ? "yes" : "no";
  }

  private static List<List<String>> matching(List<List<String>> rows, List<String> words) {
    return rows.stream()
        .filter(row -> {
          String text = String.join(" ", row).toLowerCase(Locale.ROOT);
          return words.stream().allMatch(word -> text.contains(word.toLowerCase(Locale.ROOT)));
        })
        .toList();
  }

  private static String counted(int shown, int all, String what) {
    return shown == all
        ? Plurals.of(all, what) + ".\n"
        : shown + " of " + Plurals.of(all, what) + ".\n";
  }

  /// Columns side by side, each as wide as it must be.
  private static String table(List<String> heading, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return "";
    }
    List<List<String>> all = new ArrayList<>();
    all.add(heading);
    all.addAll(rows);
    int[] widths = new int[heading.size()];
    all.forEach(row -> {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], TerminalText.width(row.get(i)));
      }
    });
    var text = new StringBuilder();
    for (List<String> row : all) {
      var line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - TerminalText.width(row.get(i)) + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
