package io.eksguard.config;

import io.eksguard.config.Decided.Line;
import io.eksguard.config.Decided.Seat;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.model.AccountId;
import io.eksguard.model.Approach;
import io.eksguard.model.ApproachName;
import io.eksguard.model.Assignments;
import io.eksguard.model.ClusterName;
import io.eksguard.model.ClusterPattern;
import io.eksguard.model.ClusterRule;
import io.eksguard.model.Desired;
import io.eksguard.model.Entry;
import io.eksguard.model.NewAccounts;
import io.eksguard.model.Organization;
import io.eksguard.model.Region;
import io.eksguard.model.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Decides what an edit comes to, on values alone.
final class EditDecision {
  private final Desired desired;
  private final Notes read;
  private final Units units;

  /// @param read what was noted while the desired state was read, for the places
  EditDecision(Desired desired, Notes read, Units units) {
    this.desired = desired;
    this.read = read;
    this.units = units;
  }

  Decided of(Edit edit) {
    return switch (edit) {
      case Edit.SetNewAccounts(ApproachName approach) -> newAccounts(approach);
      case Edit.SetApproach(AccountId account, ApproachName approach) ->
          isUndecided(account) ? undecided(account) : approach(cover(account), approach);
      case Edit.Exclude(var account, var region, var cluster, var reason) ->
          cluster(account, new Wish(false, region, cluster, reason));
      case Edit.Include(var account, var region, var cluster, var reason) ->
          cluster(account, new Wish(true, region, cluster, reason));
    };
  }

  private Decided newAccounts(ApproachName approach) {
    Optional<NewAccounts> joining = desired.organization().flatMap(Organization::newAccounts);
    if (joining.isEmpty()) {
      return refused(
          "The file does not say what happens to accounts that join later.",
          desired.organization().isPresent()
              ? "Write `newAccounts: {autoEnable: NEW, approach: "
                  + approach.word()
                  + "}` under `organization` first; `autoEnable` is a choice of its own."
              : "Only an `organization` has accounts that join.");
    }
    if (joining.orElseThrow().approach() == approach) {
      return new Decided.Unchanged(
          at(
              note("Accounts that join later are under `" + approach.word() + "` already."),
              joining.orElseThrow().path() + ".approach"));
    }
    return new Decided.NewAccounts(approach);
  }

  private boolean isUndecided(AccountId account) {
    return desired
        .organization()
        .map(organization -> new Assignments(organization, units).isUndecided(account))
        .orElse(false);
  }

  private Decided undecided(AccountId account) {
    return refused(
        "The file has entries for units, and which of them account `"
            + account
            + "` lies below is not known.",
        "See that AWS Organizations can be read, or write an entry for the account by hand.");
  }

  private Cover cover(AccountId account) {
    if (desired.organization().isEmpty()) {
      return desired.standalone().stream()
          .filter(entry -> names(entry, account))
          .findFirst()
          .map(entry -> new Cover(account, named(entry), Optional.of(entry)))
          .orElseGet(() -> new Cover(account, Seat.NOBODY, Optional.empty()));
    }
    Organization organization = desired.organization().orElseThrow();
    if (organization.administrator().equals(account)) {
      return new Cover(account, Seat.ADMINISTRATOR, organization.administratorEntry());
    }
    Optional<Entry> decisive = new Assignments(organization, units).decisive(account);
    Seat seat =
        decisive
            .map(entry -> names(entry, account) ? named(entry) : Seat.INHERITED)
            .orElse(Seat.NOBODY);
    return new Cover(account, seat, decisive);
  }

  private static boolean names(Entry entry, AccountId account) {
    return entry.who() instanceof Entry.Who.Accounts(var ids) && ids.contains(account);
  }

  private static Seat named(Entry entry) {
    boolean several = entry.who() instanceof Entry.Who.Accounts(var ids) && ids.size() > 1;
    return several ? Seat.SHARED : Seat.OWN;
  }

  private Decided approach(Cover cover, ApproachName name) {
    Optional<Approach> now = cover.entry.map(Entry::approach);
    if (now.filter(approach -> approach.name() == name).isPresent()) {
      return new Decided.Unchanged(
          at(
              note("Account `" + cover.account + "` is under `" + name.word() + "` already."),
              cover.path() + ".approach"));
    }
    return switch (name) {
      case ALL -> set(cover, new Approach.All());
      case MANUAL -> set(cover, new Approach.Manual(List.of()));
      case DISABLED -> set(cover, new Approach.Disabled());
      case ALL_EXCEPT ->
          refused(
              "`all-except` names the clusters that are left out, and none is named.",
              now.filter(Approach.All.class::isInstance).isPresent()
                  ? "Exclude a cluster: the first one makes `all-except` of `all`."
                  : "Set the approach `all` first, then exclude clusters: the first one makes"
                      + " `all-except` of it.");
      case ONLY ->
          refused(
              "`only` names the clusters that are managed, and none is named.",
              now.filter(Approach.Manual.class::isInstance).isPresent()
                  ? "Include a cluster: the first one makes `only` of `manual`."
                  : "Set the approach `manual` first, then include clusters: the first one makes"
                      + " `only` of it.");
    };
  }

  private Decided set(Cover cover, Approach to) {
    List<Diagnostic> notes = new ArrayList<>(cover.notes(this));
    cover
        .entry
        .flatMap(entry -> listOf(entry.approach()))
        .ifPresent(list ->
            notes.add(
                at(
                    note(
                        "`"
                            + list
                            + "` is gone for account `"
                            + cover.account
                            + "`: it has no meaning under `"
                            + to.name().word()
                            + "`."),
                    cover.path() + "." + list)));
    return new Decided.Account(cover.account, cover.seat, cover.entry, to, List.of(), notes);
  }

  private static Optional<String> listOf(Approach approach) {
    return switch (approach) {
      case Approach.AllExcept _ -> Optional.of("exclude");
      case Approach.Only _ -> Optional.of("include");
      case Approach.Manual(var agents, var _, var _) ->
          agents.isEmpty() ? Optional.empty() : Optional.of("agents");
      case Approach.All _, Approach.Disabled _ -> Optional.empty();
    };
  }

  private Decided cluster(AccountId account, Wish wish) {
    if (isUndecided(account)) {
      return undecided(account);
    }
    Cover cover = cover(account);
    if (cover.entry.isEmpty()) {
      return refused(
          "No entry covers account `" + account + "`.",
          "Set an approach for it first, such as `all`.");
    }
    SortedSet<Region> covered = cover.entry.orElseThrow().regions().orElse(desired.regions());
    if (wish.region.filter(region -> !covered.contains(region)).isPresent()) {
      return new Decided.Refused(
          at(
              refusal(
                  "Account `"
                      + account
                      + "` is not covered in region `"
                      + wish.region.orElseThrow()
                      + "`.",
                  "Name one of these, or add it to `regions`: "
                      + String.join(", ", covered.stream().map(Region::name).toList())
                      + "."),
              cover.path()));
    }
    return switch (cover.entry.orElseThrow().approach()) {
      case Approach.All _ -> wish.managed ? already(cover, wish) : first(cover, wish);
      case Approach.AllExcept(var rules) ->
          wish.managed ? less(cover, wish, rules, covered) : more(cover, wish, rules, covered);
      case Approach.Only(var rules) ->
          wish.managed ? more(cover, wish, rules, covered) : less(cover, wish, rules, covered);
      case Approach.Manual(var agents, var _, var _) when wish.managed && agents.isEmpty() ->
          first(cover, wish);
      case Approach.Manual _ when wish.managed ->
          refusedAt(
              cover.path() + ".agents",
              "Under `manual` with `agents`, GuardDuty manages no cluster.",
              "Set another approach by hand: the list would be lost.");
      case Approach.Manual _ -> nothingManaged(cover, "manual");
      case Approach.Disabled _ when wish.managed ->
          refusedAt(
              cover.path() + ".approach",
              "Runtime monitoring is off for account `" + account + "`.",
              "Set the approach `manual` first, then include clusters: the first one makes `only`"
                  + " of it.");
      case Approach.Disabled _ -> nothingManaged(cover, "disabled");
    };
  }

  private Decided nothingManaged(Cover cover, String approach) {
    return refusedAt(
        cover.path() + ".approach",
        "Under `" + approach + "`, GuardDuty manages no cluster that could be left out.",
        "Nothing has to be done, as long as the approach stays.");
  }

  /// The first line of a list.
  private Decided first(Cover cover, Wish wish) {
    ClusterRule rule = wish.rule();
    Approach to =
        wish.managed ? new Approach.Only(List.of(rule)) : new Approach.AllExcept(List.of(rule));
    Entry entry = cover.entry.orElseThrow();
    return change(
        cover,
        to,
        List.of(new Line.Added(rule)),
        List.of(becomes(cover, entry.approach(), to, "it has its first cluster")));
  }

  /// One line more, unless there are such already.
  private Decided more(Cover cover, Wish wish, List<ClusterRule> rules, SortedSet<Region> covered) {
    boolean everywhere =
        wish.regions(covered).stream()
            .allMatch(
                region -> rules.stream().anyMatch(rule -> rule.matches(wish.cluster, region)));
    if (everywhere) {
      return already(cover, wish);
    }
    List<Line> lines = new ArrayList<>(kept(rules));
    lines.add(new Line.Added(wish.rule()));
    return change(cover, approach(wish.managed, rules, lines), lines, List.of());
  }

  /// No line that speaks of the cluster there.
  private Decided less(Cover cover, Wish wish, List<ClusterRule> rules, SortedSet<Region> covered) {
    SortedSet<Region> wanted = wish.regions(covered);
    List<ClusterRule> speaking =
        rules.stream()
            .filter(rule -> wanted.stream().anyMatch(region -> rule.matches(wish.cluster, region)))
            .toList();
    if (speaking.isEmpty()) {
      return already(cover, wish);
    }
    Optional<ClusterRule> glob =
        speaking.stream().filter(rule -> !rule.name().isExact()).findFirst();
    if (glob.isPresent()) {
      return refusedAt(
          glob.orElseThrow().path(),
          "The pattern `"
              + glob.orElseThrow().name()
              + "` speaks of cluster `"
              + wish.cluster
              + "` and of others.",
          "Change the pattern by hand: without it, other clusters would change too.");
    }
    List<Diagnostic> notes = new ArrayList<>();
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      ClusterRule rule = rules.get(i);
      if (!speaking.contains(rule)) {
        lines.add(new Line.Kept(i));
      } else if (rule.region().isEmpty()) {
        lines.addAll(elsewhere(i, rules, covered, wanted, notes));
      }
    }
    wish.reason.ifPresent(_ ->
        notes.add(note("The reason is written nowhere, because no line is left to write it at.")));
    Approach to = approach(!wish.managed, rules, lines);
    Approach from = cover.entry.orElseThrow().approach();
    if (to.name() != from.name()) {
      notes.add(becomes(cover, from, to, "its list is empty"));
    }
    return change(cover, to, lines, notes);
  }

  /// What becomes of a line for every region that is to hold in the others only.
  private List<Line> elsewhere(
      int index,
      List<ClusterRule> rules,
      SortedSet<Region> covered,
      SortedSet<Region> wanted,
      List<Diagnostic> notes) {
    ClusterRule rule = rules.get(index);
    SortedSet<Region> others = new TreeSet<>(covered);
    others.removeAll(wanted);
    // A line for one region that stands there already says enough.
    others.removeAll(
        rules.stream()
            .filter(other -> other.name().equals(rule.name()))
            .flatMap(other -> other.region().stream())
            .toList());
    List<Line> lines = new ArrayList<>();
    for (Region region : others) {
      lines.add(
          lines.isEmpty() ? new Line.Narrowed(index, region) : new Line.Added(in(region, rule)));
    }
    if (wanted.size() < covered.size()) {
      notes.add(
          at(
              note(
                  "`"
                      + rule.name()
                      + "` stood there for every region, and stands there now for "
                      + (others.isEmpty()
                          ? "those that have a line of their own."
                          : Section.words(others.stream().map(Region::name).toList()) + ".")),
              rule.path()));
    }
    return lines;
  }

  private static ClusterRule in(Region region, ClusterRule rule) {
    return new ClusterRule(
        rule.path(), rule.name(), Optional.of(region), rule.reason(), rule.owner(), rule.until());
  }

  private static List<Line> kept(List<ClusterRule> rules) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      lines.add(new Line.Kept(i));
    }
    return lines;
  }

  /// The approach with these lines; without any, the one that means the same.
  ///
  /// @param managed whether the lines are of the clusters that are managed
  private static Approach approach(boolean managed, List<ClusterRule> rules, List<Line> lines) {
    List<ClusterRule> list = lines.stream().map(line -> rule(rules, line)).toList();
    if (list.isEmpty()) {
      return managed ? new Approach.Manual(List.of()) : new Approach.All();
    }
    return managed ? new Approach.Only(list) : new Approach.AllExcept(list);
  }

  private static ClusterRule rule(List<ClusterRule> rules, Line line) {
    return switch (line) {
      case Line.Kept(int index) -> rules.get(index);
      case Line.Narrowed(int index, Region region) -> in(region, rules.get(index));
      case Line.Added(ClusterRule rule) -> rule;
    };
  }

  private Decided change(Cover cover, Approach to, List<Line> lines, List<Diagnostic> notes) {
    List<Diagnostic> all = new ArrayList<>(cover.notes(this));
    all.addAll(notes);
    return new Decided.Account(cover.account, cover.seat, cover.entry, to, lines, all);
  }

  private Diagnostic becomes(Cover cover, Approach from, Approach to, String why) {
    return at(
        note(
            "`"
                + from.name().word()
                + "` becomes `"
                + to.name().word()
                + "` for account `"
                + cover.account
                + "`: "
                + why
                + "."),
        cover.path() + ".approach");
  }

  private Decided already(Cover cover, Wish wish) {
    Optional<ClusterRule> line =
        cover.entry.stream()
            .flatMap(entry -> entry.approach().rules().stream())
            .filter(rule -> rule.name().matches(wish.cluster))
            .findFirst();
    return new Decided.Unchanged(
        at(
            note(
                "Cluster `"
                    + wish.cluster
                    + "` of account `"
                    + cover.account
                    + "` is "
                    + (wish.managed ? "managed" : "left out")
                    + " already"
                    + wish.region.map(region -> " in `" + region + "`").orElse("")
                    + "."),
            line.map(ClusterRule::path).orElse(cover.path() + ".approach")));
  }

  private static Diagnostic note(String message) {
    return Diagnostic.note(Code.EDIT_NOTE, message);
  }

  private static Diagnostic refusal(String message, String hint) {
    return Diagnostic.error(Code.EDIT_REFUSED, message).hint(hint);
  }

  private static Decided refused(String message, String hint) {
    return new Decided.Refused(refusal(message, hint));
  }

  private Decided refusedAt(String path, String message, String hint) {
    return new Decided.Refused(at(refusal(message, hint), path));
  }

  private Diagnostic at(Diagnostic diagnostic, String path) {
    return read.placeOf(path).map(span -> Notes.placed(diagnostic, span)).orElse(diagnostic);
  }

  /// How an account is covered.
  private record Cover(AccountId account, Seat seat, Optional<Entry> entry) {
    String path() {
      return entry.map(Entry::path).orElse("organization.administrator");
    }

    List<Diagnostic> notes(EditDecision decision) {
      return switch (seat) {
        case ADMINISTRATOR, OWN -> List.of();
        case SHARED ->
            List.of(
                decision.at(
                    note(
                        "Account `"
                            + account
                            + "` is taken out of `accounts`, and has an entry of its own behind"
                            + " it."),
                    path()));
        case INHERITED ->
            List.of(
                decision.at(
                    note(
                        "Account `"
                            + account
                            + "` has an entry of its own now, made from the one that covered it."),
                    path()));
        case NOBODY ->
            List.of(note("Account `" + account + "` has an entry now; nothing covered it before."));
      };
    }
  }

  /// What is wanted of a cluster.
  private record Wish(
      boolean managed, Optional<Region> region, ClusterName cluster, Optional<String> reason) {
    SortedSet<Region> regions(SortedSet<Region> covered) {
      return region.<SortedSet<Region>>map(one -> new TreeSet<>(List.of(one))).orElse(covered);
    }

    ClusterRule rule() {
      return new ClusterRule(
          "",
          new ClusterPattern(cluster.value()),
          region,
          reason,
          Optional.empty(),
          Optional.empty());
    }
  }
}
