package io.eksguard.render;

import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.Positions;
import io.eksguard.diag.SourcePos;
import io.eksguard.diff.EndpointFinding;
import io.eksguard.live.Agent;
import io.eksguard.live.Detector;
import io.eksguard.live.OrganizationSettings;
import io.eksguard.live.Reading;
import io.eksguard.live.Vpc;
import io.eksguard.model.AgentRule;
import io.eksguard.model.ApproachName;
import io.eksguard.model.ClusterRule;
import io.eksguard.model.Entry;
import io.eksguard.model.Feature;
import io.eksguard.model.Setting;
import io.eksguard.model.Standing;
import io.eksguard.model.Tag;
import io.eksguard.model.TagNeed;
import io.eksguard.plan.AgentView;
import io.eksguard.plan.EndpointView;
import io.eksguard.plan.Explanation;
import io.eksguard.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// An explanation as text for people.
public final class ExplainText {
  private static final String RESET = "\u001b[0m";
  private static final String BOLD = "\u001b[1m";

  private final boolean colour;
  private final Positions positions;

  /// @param colour whether to use ANSI colours
  /// @param positions where the file says what
  public ExplainText(boolean colour, Positions positions) {
    this.colour = colour;
    this.positions = positions;
  }

  /// The whole of it.
  public String render(Explanation explanation) {
    var text = new StringBuilder();
    text.append(styled(explanation.about().account().value()))
        .append("  ")
        .append(standing(explanation.standing()))
        .append('\n');
    entries(explanation).forEach(line -> text.append("  ").append(line).append('\n'));
    for (Explanation.InRegion region : explanation.regions()) {
      text.append('\n').append(styled(region.region().name())).append('\n');
      region(explanation, region).forEach(line -> text.append("  ").append(line).append('\n'));
    }
    return text.toString();
  }

  private static String standing(Optional<Standing> standing) {
    return standing
        .map(known ->
            switch (known) {
              case STANDALONE -> "a standalone account";
              case ADMINISTRATOR -> "the delegated administrator's own account";
              case MEMBER -> "a member of the organization";
            })
        .orElse("known neither to the file nor to GuardDuty");
  }

  private List<String> entries(Explanation explanation) {
    List<String> lines = new ArrayList<>();
    List<Entry> entries = explanation.entries();
    for (int i = 0; i < entries.size(); i++) {
      lines.add((i == 0 ? "decides    " : "overrides  ") + entry(entries.get(i)));
    }
    if (explanation.units().isEmpty()) {
      lines.add("units      could not be read, so it cannot be said which entries of units count");
    } else if (!explanation.units().get().isEmpty()) {
      lines.add("units      " + String.join(", below ", explanation.units().get()));
    }
    if (explanation.rings().size() == 1) {
      lines.add("ring       " + explanation.rings().getFirst());
    } else if (!explanation.rings().isEmpty()) {
      lines.add(
          "ring       "
              + String.join(" or ", explanation.rings())
              + ": a share of all accounts decides, so `eksguard plan` says which");
    }
    return lines;
  }

  private String entry(Entry entry) {
    return place(entry.path())
        + "  "
        + who(entry)
        + ": "
        + entry.approach().name().word()
        + entry
            .regions()
            .map(regions ->
                " in " + regions.stream().map(Object::toString).collect(Collectors.joining(", ")))
            .orElse("");
  }

  private static String who(Entry entry) {
    return switch (entry.who()) {
      case Entry.Who.Accounts _ -> "names the account";
      case Entry.Who.Unit(String id) -> "is for " + TerminalText.safe(id);
      case Entry.Who.Others _ -> "is for all others";
    };
  }

  /// Where the part stands, or its path if that is not known.
  private String place(String path) {
    return positions.of(path).map(ExplainText::place).orElse(path);
  }

  private static String place(SourcePos pos) {
    return TerminalText.safe(pos.file()) + ":" + pos.line();
  }

  private List<String> region(Explanation explanation, Explanation.InRegion region) {
    List<String> lines = new ArrayList<>();
    region.entry().ifPresent(entry -> lines.addAll(wanted(explanation.feature(), entry)));
    lines.addAll(live(region));
    if (!region.clusters().isEmpty()) {
      lines.add("clusters");
      region
          .clusters()
          .forEach(cluster -> {
            lines.add("  " + cluster(cluster, region));
            cluster.agent().ifPresent(view -> lines.add("    agent: " + agent(view)));
            cluster.endpoint().ifPresent(view -> lines.addAll(endpoint(view)));
          });
    }
    lines.add("plan       " + outcome(explanation, region));
    region.steps().forEach(step -> lines.addAll(step(step)));
    if (region.needsOthers()) {
      lines.add(
          "The plan also sets ALL here, which depends on every other account; they were not read. `eksguard plan --target %s/%s` reads them."
              .formatted(explanation.about().account(), region.region()));
    }
    return lines;
  }

  private static List<String> wanted(Feature feature, Entry entry) {
    return List.of(
        "wanted     "
            + feature
            + " "
            + StepText.setting(entry.approach().setting())
            + "; "
            + feature.other()
            + " off",
        "           " + tagRule(entry.approach().name()));
  }

  private static String tagRule(ApproachName approach) {
    return switch (approach) {
      case ALL -> "GuardDuty shall manage every cluster; none may carry " + tagged(Tag.EXCLUDED);
      case ALL_EXCEPT ->
          "GuardDuty shall manage every cluster but those excluded, which must carry "
              + tagged(Tag.EXCLUDED)
              + " before the feature is on";
      case ONLY ->
          "GuardDuty shall manage those included, which must carry "
              + tagged(Tag.INCLUDED)
              + ", and no other";
      case MANUAL -> "GuardDuty shall manage no cluster; none may carry " + tagged(Tag.INCLUDED);
      case DISABLED -> "nothing is monitored, and no tag means anything";
    };
  }

  private static String tagged(String value) {
    return Tag.KEY + " = \"" + value + "\"";
  }

  private static List<String> live(Explanation.InRegion region) {
    List<String> lines = new ArrayList<>();
    region.live().ifPresent(detector -> lines.add("live       " + features(detector)));
    region
        .member()
        .ifPresent(member ->
            lines.add(
                "member     "
                    + TerminalText.safe(member.status())
                    + ": "
                    + member.state().meaning()));
    region.organization().ifPresent(settings -> lines.add("new ones   " + organization(settings)));
    return lines;
  }

  private static String features(Detector detector) {
    List<String> parts = new ArrayList<>();
    for (Feature feature : List.of(Feature.RUNTIME_MONITORING, Feature.EKS_RUNTIME_MONITORING)) {
      Setting setting = detector.setting(feature);
      parts.add(
          detector.features().containsKey(feature)
              ? feature + " " + StepText.setting(setting)
              : feature + " not offered");
    }
    return String.join("; ", parts);
  }

  /// ALL concerns accounts that are there already.
  private static String organization(OrganizationSettings settings) {
    boolean forces = settings.features().values().stream().anyMatch(s -> s.forcesAnything());
    List<String> parts = new ArrayList<>();
    settings
        .features()
        .reversed()
        .forEach((feature, setting) -> parts.add(feature + " " + setting));
    return "the organization turns on by itself: "
        + String.join("; ", parts)
        + (forces ? ". ALL is for accounts that are there already, too" : "");
  }

  private String cluster(Explanation.OfCluster cluster, Explanation.InRegion region) {
    String now =
        cluster.exists()
            ? (cluster.managedNow() ? "is managed now" : "is not managed now")
                + ", its tag is "
                + StepText.tag(cluster.tag())
            : region.clustersRead() ? "is not there; if it appears, this holds" : unread(region);
    return "%s  %s; %s%s  (%s)"
        .formatted(
            TerminalText.safe(cluster.name().value()),
            cluster.shallBeManaged() ? "shall be managed" : "shall not be managed",
            now,
            cluster.need().map(need -> ", it must be " + need(need)).orElse(""),
            cluster.rule().map(rule -> rule(rule, cluster.hasEnded())).orElse("no line names it"));
  }

  private String agent(AgentView view) {
    String live =
        view.site()
            .map(site ->
                switch (site.agent()) {
                  case Reading.Present<Agent>(Agent agent) ->
                      "%s, %s, %s"
                          .formatted(
                              AgentText.setup(Optional.of(agent.setup())),
                              agent.status(),
                              switch (agent.owner()) {
                                case EKSGUARD -> "ours";
                                case GUARDDUTY -> "GuardDuty's";
                                case OTHERS -> "of others";
                              });
                  case Reading.Absent<Agent> _ -> "none";
                  case Reading.Unknown<Agent> _, Reading.NotRead<Agent> _ -> "could not be read";
                })
            .orElse("was not read");
    return "%s; %s  (%s)"
        .formatted(
            live, coming(view), view.line().map(this::line).orElse("no line of `agents` names it"));
  }

  private String line(AgentRule rule) {
    return place(rule.path())
        + "  "
        + TerminalText.safe(rule.name().glob())
        + rule.version().map(wish -> ": " + TerminalText.safe(wish)).orElse("")
        + rule.configuration().map(values -> " " + TerminalText.safe(values)).orElse("")
        + AgentText.tags(rule.tags());
  }

  private static String coming(AgentView view) {
    return switch (view.coming()) {
      case INSTALLED -> "the plan installs " + AgentText.setup(view.planned());
      case UPDATED -> "the plan makes it " + AgentText.setup(view.planned());
      case REMOVED -> "the plan removes it";
      case AS_WANTED -> "as the file says";
      case LEFT_ALONE -> "left alone";
      case BUSY -> "EKS is at it, so nothing is planned";
      case IMPOSSIBLE -> "what the line asks for does not fit, so nothing is planned";
      case UNKNOWN -> "nothing is planned";
    };
  }

  private List<String> endpoint(EndpointView view) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "    endpoint: in %s: %s%s; %s  (%s  %s)"
            .formatted(
                view.vpc().map(id -> TerminalText.safe(id)).orElse("a VPC that EKS does not name"),
                endpoints(view),
                view.usable().map(can -> can ? "; usable" : "; not usable").orElse(""),
                coming(view),
                place(view.path()),
                view.care().word()));
    for (EndpointFinding finding : view.findings()) {
      Diagnostic told = EndpointFindingText.diagnostic(finding, positions);
      lines.add("      " + told.code().id() + ": " + told.message());
    }
    return lines;
  }

  private static String endpoints(EndpointView view) {
    if (!view.read()) {
      return "was not read";
    }
    return view.found()
        .map(vpc ->
            vpc.endpoints().isEmpty()
                ? "none"
                : vpc.endpoints().entrySet().stream()
                    .map(one -> endpoint(one.getKey(), one.getValue()))
                    .collect(Collectors.joining(" and ")))
        .orElse("not there");
  }

  private static String endpoint(String id, Vpc.Endpoint endpoint) {
    return "%s, %s, private DNS %s, %s"
        .formatted(
            TerminalText.safe(id),
            TerminalText.safe(endpoint.state()),
            endpoint.privateDns() ? "on" : "off",
            switch (endpoint.maker()) {
              case EKSGUARD -> "ours";
              case GUARDDUTY -> "GuardDuty's";
              case OTHERS -> "of others";
            });
  }

  private static String coming(EndpointView view) {
    return switch (view.coming()) {
      case MADE -> "the plan makes it " + StepText.endpoint(view.planned());
      case REMOVED -> "the plan removes it";
      case HINDERED -> "nothing can be planned";
      case AS_WANTED -> "as the file says";
      case LEFT_ALONE -> "left alone";
      case IGNORED -> "nobody looks";
      case UNKNOWN -> "nothing is planned";
    };
  }

  private static String unread(Explanation.InRegion region) {
    return region.seenThroughAdministrator()
        ? "its tag was not read, since what the administrator sees adds up (without `--shallow`, and"
            + " with `access.members`, it is)"
        : "was not read";
  }

  private static String need(TagNeed need) {
    return switch (need) {
      case TagNeed.Exactly(String value) -> "\"" + value + "\"";
      case TagNeed.AnythingBut(String value) -> "anything but \"" + value + "\"";
    };
  }

  private String rule(ClusterRule rule, boolean hasEnded) {
    return place(rule.path())
        + "  "
        + TerminalText.safe(rule.name().glob())
        + rule.reason().map(text -> "; reason: " + TerminalText.safe(text)).orElse("")
        + rule.owner().map(text -> "; owner: " + TerminalText.safe(text)).orElse("")
        + rule.until()
            .map(day -> "; until " + day + (hasEnded ? ", which has passed" : ""))
            .orElse("");
  }

  private String outcome(Explanation explanation, Explanation.InRegion region) {
    return outcome(explanation, region, positions);
  }

  /// What comes of it, as a sentence.
  static String outcome(Explanation explanation, Explanation.InRegion region, Positions positions) {
    return switch (region.status()) {
      case AS_WANTED -> "Nothing to do: live is as the file says.";
      case CHANGES -> Plurals.of(region.steps().size(), "step") + ":";
      case BLOCKED -> "Nothing can be planned here; the diagnostics say why.";
      case UNDECIDED ->
          "Nothing can be planned here: the units could not be read, and one of them might decide.";
      case REGION_LEFT_OUT ->
          "Left alone: the entry that decides leaves this region out (%s)."
              .formatted(
                  explanation.entries().stream()
                      .findFirst()
                      .map(entry -> where(entry.path() + ".regions", positions))
                      .orElse("its `regions`"));
      case UNMANAGED -> unmanaged(explanation, positions);
      case INACTIVE ->
          "Left alone: it is not an active member, and no entry names it. "
              + region.member().map(member -> member.state().cure()).orElse("");
      case UNKNOWN -> "Left alone: it is no member here, and no entry names it.";
    };
  }

  private static String unmanaged(Explanation explanation, Positions positions) {
    if (explanation.standing().equals(Optional.of(Standing.ADMINISTRATOR))) {
      return "Unmanaged: left alone. An `approach` at `organization.administrator` (%s) would cover it."
          .formatted(where("organization.administrator", positions));
    }
    String members =
        positions.of("organization.members").isPresent()
            ? "under `organization.members` (%s)"
                .formatted(where("organization.members", positions))
            : "under `organization.members`";
    return "Unmanaged: left alone. An entry for it %s would cover it, or `organization.defaults`."
        .formatted(members);
  }

  private static String where(String path, Positions positions) {
    return positions.of(path).map(ExplainText::place).orElse("`" + path + "`");
  }

  private List<String> step(Step step) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "  "
            + String.format("%-9s", StepText.sign(step.action()) + " " + step.action().word())
            + " "
            + StepText.what(step)
            + "  ("
            + StepText.why(step.change().reason())
            + step.source().map(pos -> ", " + place(pos)).orElse("")
            + ")");
    step.dependsOn().forEach(id -> lines.add("      after  " + TerminalText.safe(id.value())));
    step.guards().forEach(guard -> lines.add("      if     " + GuardText.what(guard)));
    return lines;
  }

  private String styled(String text) {
    return colour ? BOLD + text + RESET : text;
  }
}
