package io.eksguard.render;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.Positions;
import io.eksguard.diag.Where;
import io.eksguard.diff.Change;
import io.eksguard.drift.DriftReport.Told;
import io.eksguard.drift.Item;
import io.eksguard.drift.Kind;
import io.eksguard.drift.Matter;
import io.eksguard.drift.Story;
import io.eksguard.drift.Subject;
import io.eksguard.foreign.LastWrite;
import io.eksguard.foreign.Tool;
import io.eksguard.live.ClusterCoverage;
import io.eksguard.model.ApproachName;
import io.eksguard.model.ClusterRule;
import io.eksguard.model.Place;
import io.eksguard.model.Tag;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is not as it should be, in words.
///
/// Nothing here is made safe for a terminal, a page or a document yet: whoever shows it does that.
final class DriftWords {
  private static final String MENDS = "`eksguard plan` shows the steps that mend it.";

  /// How much of a text that others wrote is shown, in characters. No ARN of a session is longer.
  private static final int MAX_FOREIGN = 200;

  private DriftWords() {}

  /// One attribute, what is wanted of it, and what was found.
  record Difference(String attribute, String wanted, String found) {
    @Override
    public String toString() {
      return "%s: wanted %s, found %s".formatted(attribute, wanted, found);
    }
  }

  /// The attribute that differs, if it is about one.
  static Optional<Difference> difference(Matter matter) {
    return switch (matter) {
      case Matter.Differs(Change change) -> Optional.of(difference(change));
      case Matter.Settling(Change change) -> Optional.of(difference(change));
      case Matter.OddTag(String value) ->
          Optional.of(new Difference(Tag.KEY, "no such value", quoted(Optional.of(value))));
      case Matter.Covered(Kind _, ClusterCoverage coverage) ->
          Optional.of(
              new Difference(
                  "coverage", "healthy", coverage.health().text().toLowerCase(Locale.ROOT)));
      case Matter.NotCovered _ -> Optional.of(new Difference("coverage", "healthy", "none"));
      case Matter.Hindered _,
          Matter.OfAgent _,
          Matter.OfEndpoint _,
          Matter.Unreadable _,
          Matter.Expired _ ->
          Optional.empty();
    };
  }

  private static Difference difference(Change change) {
    return switch (change) {
      case Change.ClusterTag tag ->
          new Difference(Tag.KEY, quoted(tag.after()), quoted(tag.before()));
      case Change.ClusterAgent agent ->
          new Difference("agent", AgentText.after(agent), AgentText.before(agent));
      case Change.VpcEndpoint endpoint ->
          new Difference(
              "endpoint of " + TerminalText.safe(endpoint.vpc()),
              StepText.endpoint(endpoint.after()),
              StepText.endpoint(endpoint.before()));
      case Change.AccountFeature feature ->
          new Difference(
              feature.feature().name(),
              StepText.setting(feature.after()),
              StepText.setting(feature.before()));
      case Change.OrganizationFeature feature ->
          new Difference(
              feature.feature() + " of new accounts",
              feature.after() + ", GuardDuty " + feature.guardDutyAfter(),
              feature.before() + ", GuardDuty " + feature.guardDutyBefore());
      case Change.PolicyText text ->
          new Difference(
              "policy text",
              length(text.after().text()),
              text.before().map(seen -> length(seen.text())).orElse("no policy"));
      case Change.PolicyTarget target ->
          new Difference(
              "attached to " + target.target(),
              target.attached() ? "yes" : "no",
              target.attached() ? "no" : "yes");
    };
  }

  private static String quoted(Optional<String> value) {
    return value.map(v -> "\"" + v + "\"").orElse("absent");
  }

  private static String length(String text) {
    return String.format(Locale.ROOT, "a text of %,d characters", text.length());
  }

  /// What it is, as part of a sentence: a cluster, an account, a line of the file.
  static String subject(Subject subject) {
    return switch (subject) {
      case Subject.Cluster(Place at, var name) -> "cluster `%s` of %s".formatted(name, place(at));
      case Subject.Account(Place at) -> place(at);
      case Subject.Everything(var region) -> "the members in `%s`".formatted(region);
      case Subject.Coverage(var region, var at) ->
          "the coverage of %s"
              .formatted(at.map(DriftWords::place).orElse("the clusters in `" + region + "`"));
      case Subject.Organization(var region) -> "what is set for new accounts in `" + region + "`";
      case Subject.Policy(var name) -> "the policy `" + name + "`";
      case Subject.Units _ -> "the organizational units";
      case Subject.Line(ClusterRule rule) -> "the line of `" + rule.name() + "`";
    };
  }

  private static String place(Place at) {
    return "account %s in `%s`".formatted(at.account(), at.region());
  }

  /// The whole of it as a diagnostic, at the line of the file that speaks of it.
  static Diagnostic diagnostic(Told told) {
    Diagnostic plain = plain(told.item());
    String story = story(told).map(text -> " " + text).orElse("");
    Optional<Where> line = told.item().source().map(Where.class::cast);
    List<Diagnostic> rivals = rivals(told);
    String others = rivals.stream().map(one -> " " + one.message()).collect(Collectors.joining());
    Optional<String> hint =
        Stream.concat(plain.hint().stream(), rivals.stream().flatMap(one -> one.hint().stream()))
            .distinct()
            .reduce((one, next) -> one + " " + next);
    return new Diagnostic(
        told.kind().severity(),
        plain.code(),
        plain.message() + story + others,
        line.or(plain::where),
        plain.excerpt(),
        hint);
  }

  /// What to do about it, but for other owners.
  static Optional<String> hint(Item item) {
    return plain(item).hint();
  }

  /// The other owners, each with what to do about it.
  static List<Diagnostic> rivals(Told told) {
    return told.rivals().stream()
        .map(rival -> RivalryText.diagnostic(rival, Positions.none()))
        .toList();
  }

  private static Diagnostic plain(Item item) {
    String who = capital(subject(item.subject()));
    return switch (item.matter()) {
      case Matter.Differs(Change change) ->
          Diagnostic.error(
                  item.kind() == Kind.STRAY_TAG ? Code.STRAY_TAG : Code.DRIFTED,
                  "%s has drifted: %s.".formatted(who, difference(change)))
              .hint(MENDS);
      case Matter.Settling(Change change) ->
          Diagnostic.error(
                  Code.PROPAGATING,
                  "%s is not as the file says yet: %s. The organization's value is ALL, and GuardDuty brings it about within 24 hours."
                      .formatted(who, difference(change)))
              .hint("Nothing needs to be done; `eksguard apply` would do it at once.");
      case Matter.Hindered(var finding) -> FindingText.diagnostic(finding, Positions.none());
      case Matter.OfAgent(var finding) -> AgentFindingText.diagnostic(finding, Positions.none());
      case Matter.OfEndpoint(var finding) ->
          EndpointFindingText.diagnostic(finding, Positions.none());
      case Matter.Unreadable(Diagnostic why) -> why;
      case Matter.OddTag(String value) ->
          Diagnostic.error(
                  Code.ODD_TAG_VALUE,
                  "%s carries `%s` with the value `%s`, which means nothing to GuardDuty."
                      .formatted(who, Tag.KEY, value))
              .hint("Only `true` and `false`, in small letters, have a meaning.");
      case Matter.Expired(ClusterRule rule, ApproachName approach) -> expired(rule, approach);
      case Matter.NotCovered _ ->
          Diagnostic.error(
                  Code.NOT_COVERED,
                  "%s shall be managed, and GuardDuty lists no coverage of it.".formatted(who))
              .hint(
                  "AWS publishes no time for it to appear; if it lasts, check the cluster's status and platform.");
      case Matter.Covered(Kind kind, ClusterCoverage coverage) ->
          covered(who, kind, item.subject(), coverage);
    };
  }

  private static Diagnostic expired(ClusterRule rule, ApproachName approach) {
    return Diagnostic.error(
            Code.EXCEPTION_EXPIRED,
            "The %s of `%s`%s ended on %s%s%s."
                .formatted(
                    approach == ApproachName.ONLY ? "inclusion" : "exclusion",
                    rule.name(),
                    rule.region().map(region -> " in `" + region + "`").orElse(""),
                    rule.until().map(Object::toString).orElse("a day"),
                    rule.reason().map(text -> "; its reason was `" + text + "`").orElse(""),
                    rule.owner().map(name -> "; `" + name + "` answers for it").orElse("")))
        .hint("It still holds: remove the line, or agree on a later `until`.");
  }

  private static Diagnostic covered(
      String who, Kind kind, Subject subject, ClusterCoverage coverage) {
    String version = coverage.addonVersion().map(v -> " `" + v + "`").orElse("");
    return switch (kind) {
      case LEFTOVER_AGENT ->
          Diagnostic.error(
                  Code.LEFTOVER_AGENT,
                  "%s shall not be managed, and GuardDuty's agent%s still runs there. AWS does not take it away, and it keeps costing%s."
                      .formatted(who, version, cost(subject, coverage)))
              .hint(LeftoverText.CURE);
      case MANAGED_BY_HAND ->
          Diagnostic.error(
                  Code.MANAGED_BY_HAND,
                  "%s shall be managed by GuardDuty, which says that its agent%s is managed by hand."
                      .formatted(who, version))
              .hint(
                  "Remove the add-on that was installed by hand, so that GuardDuty can take over.");
      case DRIFTED,
          STRAY_TAG,
          BLOCKED,
          UNKNOWN,
          UNHEALTHY,
          NOT_COVERED,
          NARROW_ENDPOINT,
          SHARED_VPC,
          LEFTOVER_ENDPOINT,
          EXCEPTION_EXPIRED,
          ODD_TAG,
          PROPAGATING ->
          unhealthy(who, kind, coverage);
    };
  }

  private static String cost(Subject subject, ClusterCoverage coverage) {
    return subject instanceof Subject.Cluster(Place at, var _)
        ? ": " + LeftoverText.cost(at.region(), Optional.of(coverage.compatibleNodes()))
        : "";
  }

  private static Diagnostic unhealthy(String who, Kind kind, ClusterCoverage coverage) {
    return Diagnostic.error(
            kind == Kind.PROPAGATING ? Code.PROPAGATING : Code.UNHEALTHY,
            "%s is not healthy, says GuardDuty%s."
                .formatted(who, coverage.issue().map(text -> ": `" + text + "`").orElse("")))
        .hint(
            coverage
                .kindOfIssue()
                .map(CoverageIssueText::cure)
                .orElse("See " + CoverageIssueText.PAGE));
  }

  /// What it is about, where its account and region are said already.
  static String shortly(Item item) {
    String about =
        switch (item.subject()) {
          case Subject.Cluster(var _, var name) -> name + ": ";
          case Subject.Account _ -> "";
          case Subject.Everything _,
              Subject.Coverage _,
              Subject.Organization _,
              Subject.Policy _,
              Subject.Units _,
              Subject.Line _ ->
              subject(item.subject()) + ": ";
        };
    return switch (item.matter()) {
      case Matter.Differs(Change change) -> about + difference(change);
      case Matter.Settling(Change change) -> about + difference(change);
      case Matter.OddTag _, Matter.NotCovered _ ->
          about + difference(item.matter()).map(Object::toString).orElse("");
      case Matter.Covered(Kind kind, ClusterCoverage coverage) ->
          about
              + (kind == Kind.LEFTOVER_AGENT ? Optional.<String>empty() : coverage.issue())
                  .or(() -> coverage.addonVersion().map(version -> "agent " + version))
                  .orElse("no issue named")
              + (kind == Kind.LEFTOVER_AGENT
                  ? ", it keeps costing" + cost(item.subject(), coverage)
                  : "");
      case Matter.Hindered _,
          Matter.OfAgent _,
          Matter.OfEndpoint _,
          Matter.Unreadable _,
          Matter.Expired _ ->
          plain(item).message();
    };
  }

  /// How long already, if a history knows.
  static Optional<String> story(Told told) {
    return told.story().filter(_ -> told.kind() != Kind.UNKNOWN).map(DriftWords::story);
  }

  /// Who wrote last, if that was looked for and found.
  static Optional<String> lastWrite(Told told) {
    return told.lastWrite().map(DriftWords::lastWrite);
  }

  private static String lastWrite(LastWrite write) {
    return "Last written by %s with %s at %s%s."
        .formatted(
            shortened(write.principal().name()),
            shortened(write.event()),
            write.at(),
            write
                .userAgent()
                .map(agent -> " (" + Tool.of(agent).orElse(shortened(agent)) + ")")
                .orElse(""));
  }

  /// What others wrote may be of any length.
  private static String shortened(String text) {
    return text.length() <= MAX_FOREIGN ? text : text.substring(0, MAX_FOREIGN) + "...";
  }

  private static String story(Story story) {
    var text = new StringBuilder();
    if (story.nights() <= 1) {
      text.append("Seen for the first night");
    } else {
      text.append("Since ")
          .append(LocalDate.ofInstant(story.since(), ZoneOffset.UTC))
          .append(", ")
          .append(story.nights())
          .append(" nights in a row");
    }
    if (story.came() > 1) {
      text.append("; it came ")
          .append(story.came())
          .append(" times in ")
          .append(story.of())
          .append(" nights");
    }
    return text.append('.').toString();
  }

  /// The text with its first letter large.
  static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
