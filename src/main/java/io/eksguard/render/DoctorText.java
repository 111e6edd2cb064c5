package io.eksguard.render;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.live.Check.Skip;
import io.eksguard.live.Check.Topic;
import io.eksguard.live.Examination;
import io.eksguard.live.Examination.Group;
import io.eksguard.live.Examination.Status;
import io.eksguard.model.AccountId;
import io.eksguard.model.Permission;
import io.eksguard.model.Permission.Party;
import io.eksguard.model.Region;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// An examination as text for people: each party, and of it what is well, what is not, and what
/// nobody can say. What many accounts miss is one entry.
public final class DoctorText {
  /// How many accounts an entry names.
  private static final int NAMED = 5;

  private static final String RESET = "\u001b[0m";
  private static final String NEXT = "                 ";

  private final boolean colour;

  /// @param colour whether to use ANSI colours
  public DoctorText(boolean colour) {
    this.colour = colour;
  }

  /// The text, with a line break at its end.
  public String render(Examination examination) {
    var text = new StringBuilder();
    Map<Party, List<Group>> byParty = new LinkedHashMap<>();
    examination
        .groups()
        .forEach(
            group -> byParty.computeIfAbsent(group.party(), _ -> new ArrayList<>()).add(group));
    byParty.forEach((party, groups) -> {
      text.append(party.word());
      if (party == Party.CALLER) {
        examination.caller().ifPresent(arn -> text.append("  ").append(TerminalText.safe(arn)));
      }
      text.append('\n');
      lines(groups).forEach(line -> text.append("  ").append(line).append('\n'));
      text.append('\n');
    });
    return text
        + "%s: %d ok, %d failed, %d not checked.%n"
            .formatted(
                examination.failures().isEmpty() ? "Ready" : "Not ready",
                examination.count("ok"),
                examination.count("failed"),
                examination.count("not-checked"));
  }

  private List<String> lines(List<Group> groups) {
    List<String> lines = new ArrayList<>();
    Map<Skip, List<Group>> skipped = new LinkedHashMap<>();
    List<Permission> allowed = new ArrayList<>();
    for (Group group : groups) {
      switch (group.status()) {
        case Status.Ok _ ->
            group
                .permission()
                .ifPresentOrElse(
                    allowed::add,
                    () -> lines.add(ok(words(group.topic()) + places(group.places()))));
        case Status.Failed _ -> lines.addAll(failed(group));
        case Status.NotChecked(Skip why) ->
            skipped.computeIfAbsent(why, _ -> new ArrayList<>()).add(group);
      }
    }
    if (!allowed.isEmpty()) {
      lines.add(ok("allowed: " + actions(allowed)));
    }
    skipped.forEach((why, some) -> lines.add(notChecked(why, some)));
    return lines;
  }

  private String ok(String text) {
    return styled("\u001b[32m", "ok") + "           " + text;
  }

  private List<String> failed(Group group) {
    String what =
        group.permission().map(one -> "may not " + one).orElseGet(() -> words(group.topic()));
    List<String> lines = new ArrayList<>();
    lines.add(styled("\u001b[31m", "failed") + "       " + what + places(group.places()));
    group.example().ifPresent(why -> lines.addAll(why(why, group)));
    return lines;
  }

  private static List<String> why(Diagnostic why, Group group) {
    List<String> lines = new ArrayList<>();
    int many = group.places().values().stream().mapToInt(regions -> regions.size()).sum();
    lines.add(NEXT.substring(2) + (many > 1 ? "such as: " : "") + TerminalText.safe(why.message()));
    cure(why, group)
        .ifPresent(hint ->
            lines.add(
                NEXT.substring(2) + TerminalText.safe(hint) + "  (" + why.code().anchor() + ")"));
    return lines;
  }

  /// Of a permission that many lack, the way to all of them.
  private static Optional<String> cure(Diagnostic why, Group group) {
    return why.code() == Code.ACCESS_DENIED && group.permission().isPresent()
        ? Optional.of(
            "Allow it to the role there; `eksguard doctor --policy %s` prints the whole policy."
                .formatted(group.party().word()))
        : why.hint();
  }

  private String notChecked(Skip why, List<Group> groups) {
    List<Permission> permissions =
        groups.stream().flatMap(group -> group.permission().stream()).distinct().toList();
    SortedSet<AccountId> accounts = new TreeSet<>();
    groups.forEach(group -> accounts.addAll(group.places().keySet()));
    String what =
        permissions.isEmpty()
            ? groups.stream()
                .map(group -> words(group.topic()))
                .distinct()
                .collect(Collectors.joining(", "))
            : actions(permissions);
    String where = why == Skip.WRITES || accounts.isEmpty() ? "" : ", in " + accounts(accounts);
    return styled("\u001b[33m", "not checked") + "  " + what + where + ": " + words(why);
  }

  /// `eks:ListClusters, DescribeCluster`: the service is said where it changes.
  private static String actions(List<Permission> permissions) {
    String service = "";
    List<String> words = new ArrayList<>();
    for (Permission one : permissions) {
      String prefix = one.action().substring(0, one.action().indexOf(':') + 1);
      words.add(prefix.equals(service) ? one.action().substring(prefix.length()) : one.action());
      service = prefix;
    }
    return words.stream().distinct().collect(Collectors.joining(", "));
  }

  static String words(Topic topic) {
    return switch (topic) {
      case IDENTITY -> "credentials of the account";
      case REGION -> "region enabled";
      case DETECTOR -> "GuardDuty on";
      case DELEGATION -> "delegated administrator";
      case MEMBERSHIP -> "active member";
      case TRUSTED_ACCESS -> "trusted access of GuardDuty";
      case PERMISSION -> "permission";
    };
  }

  static String words(Skip why) {
    return switch (why) {
      case WRITES -> "trying it would change something";
      case BLOCKED -> "what it needs failed above";
      case NOTHING_THERE -> "there is nothing there to try it on";
      case NO_MANAGEMENT -> "the file names no `access.management`";
      case MAY_NOT_ASK -> "only `doctor` asks, and it may not";
      case INACTIVE -> "not active, and named by no entry: left alone";
    };
  }

  private static String places(SortedMap<AccountId, SortedSet<Region>> places) {
    if (places.isEmpty()) {
      return "";
    }
    Set<Region> regions = new TreeSet<>();
    places.values().forEach(regions::addAll);
    boolean same = places.values().stream().allMatch(regions::equals);
    String where =
        regions.isEmpty()
            ? ""
            : " ("
                + regions.stream().map(Region::name).collect(Collectors.joining(", "))
                + (same ? "" : "; not in each of them")
                + ")";
    return ": " + accounts(places.sequencedKeySet()) + where;
  }

  private static String accounts(java.util.SequencedCollection<AccountId> accounts) {
    String named =
        accounts.stream().limit(NAMED).map(AccountId::value).collect(Collectors.joining(", "));
    int more = accounts.size() - NAMED;
    return more > 0 ? named + " and " + Plurals.of(more, "other") : named;
  }

  private String styled(String style, String text) {
    return colour ? style + text + RESET : text;
  }
}
