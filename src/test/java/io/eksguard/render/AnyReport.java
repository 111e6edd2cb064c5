package io.eksguard.render;

import io.eksguard.diag.AwsCall;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.SourcePos;
import io.eksguard.diff.Change;
import io.eksguard.diff.Reason;
import io.eksguard.journal.Outcome;
import io.eksguard.live.ClusterCoverage;
import io.eksguard.live.Health;
import io.eksguard.live.LiveCoverage;
import io.eksguard.live.ManagedBy;
import io.eksguard.live.PolicyContent;
import io.eksguard.live.Reading;
import io.eksguard.model.AccountId;
import io.eksguard.model.ApproachName;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Setting;
import io.eksguard.model.Standing;
import io.eksguard.plan.Action;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import io.eksguard.plan.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reports in which whatever can be text of others is hostile: tags, policies, files, messages.
///
/// Accounts, regions and clusters have types that let nothing of the kind through; their names
/// stand in messages and tags here, where anything may stand.
final class AnyReport {
  /// What must not be taken for what it looks like.
  static final List<String> HOSTILE =
      List.of(
          "<script>evil()</script>",
          "</script><img src=x onerror=evil()>",
          "|",
          "a | b\n|---|---|",
          "` <b>evil</b> `",
          "```\n# evil",
          "~~~",
          "``<i>evil</i>`",
          "@evil :tada:",
          "#123 GH-7 !9 evil/evil#4",
          "[evil](https://evil.example/)",
          "![evil](https://evil.example/x.png)",
          "<https://evil.example>",
          "https://evil.example/ www.evil.example evil@evil.example",
          "*evil* __evil__ ~~evil~~ $evil$",
          "</details><!-- eksguard:plan default -->",
          "--> <evil>",
          "\" onmouseover=\"evil()",
          "' style='evil",
          "]]> &lt;evil&gt; &#60;evil>",
          "\u202eevil\u2066",
          "\u001b[2Jevil",
          "{{evil}} ${evil} <%evil%>",
          "\\",
          "\\`<b>`",
          "",
          "Gr\u00fc\u00dfe \ud83d\ude00");

  private static final List<Region> REGIONS =
      List.of(new Region("eu-west-1"), new Region("us-east-1"));

  private final Random random;

  private AnyReport(long seed) {
    this.random = new Random(seed);
  }

  static Report of(long seed) {
    return new AnyReport(seed).report();
  }

  private String text() {
    var text = new StringBuilder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      text.append(HOSTILE.get(random.nextInt(HOSTILE.size())))
          .append(random.nextBoolean() ? " " : "");
    }
    return text.toString().repeat(random.nextInt(20) == 0 ? 40 : 1);
  }

  private Report report() {
    int accounts = random.nextInt(4) == 0 ? random.nextInt(300) : random.nextInt(5);
    List<Step> steps = new ArrayList<>();
    TreeMap<Place, Landscape.Spot> spots = new TreeMap<>();
    for (int i = 0; i < accounts; i++) {
      for (Region region : REGIONS) {
        place(new Place(new AccountId("%012d".formatted(i + 1)), region), steps, spots);
      }
    }
    if (random.nextBoolean()) {
      policy(steps);
    }
    Map<StepId, Outcome> outcomes = new TreeMap<>();
    if (random.nextBoolean()) {
      steps.forEach(step -> outcomes.put(step.id(), outcome(step.id())));
    }
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (int i = random.nextInt(random.nextInt(5) == 0 ? 400 : 4); i > 0; i--) {
      diagnostics.add(diagnostic());
    }
    Optional<Summary> summary =
        random.nextInt(8) == 0
            ? Optional.empty()
            : Optional.of(new Summary(1, 2, 3, 4, 5, 0, 0, 6, random.nextInt(3), accounts, 9));
    var report =
        new Report(
            List.of(Verdict.values()).get(random.nextInt(Verdict.values().length)),
            summary,
            Plan.of(steps),
            outcomes,
            diagnostics,
            random.nextInt(3));
    if (random.nextBoolean()) {
      return report;
    }
    var landscape = new Landscape(spots);
    return report.over(random.nextBoolean() ? landscape : landscape.with(coverage(accounts)));
  }

  private LiveCoverage coverage(int accounts) {
    var regions =
        new TreeMap<
            Region, Reading<SortedMap<AccountId, SortedMap<ClusterName, ClusterCoverage>>>>();
    for (Region region : REGIONS) {
      SortedMap<AccountId, SortedMap<ClusterName, ClusterCoverage>> seen = new TreeMap<>();
      for (int i = 0; i < accounts; i++) {
        SortedMap<ClusterName, ClusterCoverage> clusters = new TreeMap<>();
        for (int j = random.nextInt(3); j > 0; j--) {
          var name = new ClusterName("web-" + (j + random.nextInt(2)));
          clusters.put(name, coverage(name));
        }
        seen.put(new AccountId("%012d".formatted(i + 1)), clusters);
      }
      regions.put(
          region,
          random.nextInt(4) == 0
              ? new Reading.Unknown<>(diagnostic())
              : new Reading.Present<>(seen));
    }
    return new LiveCoverage(regions, new TreeMap<>());
  }

  private ClusterCoverage coverage(ClusterName name) {
    return new ClusterCoverage(
        name,
        Health.of(List.of("HEALTHY", "UNHEALTHY", text()).get(random.nextInt(3))),
        random.nextBoolean() ? Optional.of(text()) : Optional.empty(),
        ManagedBy.of(text()),
        random.nextInt(3),
        3,
        random.nextBoolean() ? Optional.of(text()) : Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private void place(Place place, List<Step> steps, Map<Place, Landscape.Spot> spots) {
    TreeMap<ClusterName, Landscape.Cover> clusters = new TreeMap<>();
    TreeSet<StepId> tags = new TreeSet<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      var cluster = new ClusterName("web-" + i);
      Optional<String> tag = random.nextBoolean() ? Optional.of(text()) : Optional.empty();
      clusters.put(cluster, new Landscape.Cover(tag, random.nextBoolean(), random.nextBoolean()));
      var change =
          new Change.ClusterTag(
              place,
              Standing.MEMBER,
              cluster,
              "arn",
              tag,
              Optional.of("false"),
              Reason.NEEDS_EXCLUSION_TAG,
              "");
      var id = new StepId(place + "/" + cluster + "/tag");
      tags.add(id);
      steps.add(
          new Step(id, Action.TAG, change, new TreeSet<>(), List.of(), Optional.of(source())));
    }
    var change =
        new Change.AccountFeature(
            place,
            Standing.MEMBER,
            Feature.RUNTIME_MONITORING,
            Setting.OFF,
            new Setting(true, true),
            Reason.DIFFERS_FROM_FILE,
            "");
    steps.add(
        new Step(
            new StepId(place + "/feature"),
            Action.ENABLE,
            change,
            tags,
            List.of(),
            Optional.of(source())));
    spots.put(
        place,
        random.nextInt(6) == 0
            ? new Landscape.Spot.Blocked(Optional.of(ApproachName.ONLY))
            : new Landscape.Spot.Planned(
                ApproachName.ALL_EXCEPT,
                new TreeMap<>(Map.of(Feature.RUNTIME_MONITORING, Setting.OFF)),
                new TreeMap<>(Map.of(Feature.RUNTIME_MONITORING, new Setting(true, true))),
                clusters,
                true));
  }

  private void policy(List<Step> steps) {
    String name = text();
    var text =
        new Change.PolicyText(
            name,
            Optional.empty(),
            Optional.empty(),
            new PolicyContent("", text()),
            Reason.DIFFERS_FROM_FILE,
            "");
    var target =
        new Change.PolicyTarget(
            name, Optional.empty(), text(), true, "", Reason.DIFFERS_FROM_FILE, "");
    var first = new StepId("policy/" + text());
    steps.add(new Step(first, Action.PROTECT, text, new TreeSet<>(), List.of(), Optional.empty()));
    steps.add(
        new Step(
            new StepId("target/" + text()),
            Action.PROTECT,
            target,
            new TreeSet<>(List.of(first)),
            List.of(),
            Optional.of(source())));
  }

  private SourcePos source() {
    return new SourcePos(text() + ".yaml", 1 + random.nextInt(99), 1);
  }

  private Outcome outcome(StepId id) {
    return switch (random.nextInt(5)) {
      case 0 -> new Outcome.Failed(id, diagnostic());
      case 1 -> new Outcome.Held(id, diagnostic());
      case 2 -> new Outcome.Skipped(id, new StepId(text()));
      case 3 -> new Outcome.NotStarted(id);
      default -> new Outcome.Done(id);
    };
  }

  private Diagnostic diagnostic() {
    String message = random.nextBoolean() ? text() : "Cluster `" + text() + "` is so.";
    var diagnostic =
        random.nextBoolean()
            ? Diagnostic.error(Code.CALL_FAILED, message)
            : Diagnostic.warning(Code.ODD_TAG_VALUE, message);
    var placed =
        switch (random.nextInt(3)) {
          case 0 -> diagnostic.at(source());
          case 1 ->
              diagnostic.at(
                  new AwsCall("444455556666", "us-east-1", "eks:" + text(), Optional.of(text())));
          default -> diagnostic;
        };
    return random.nextBoolean() ? placed.hint(text()) : placed;
  }
}
