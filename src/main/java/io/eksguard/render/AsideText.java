package io.eksguard.render;

import io.eksguard.diff.InactiveMember;
import io.eksguard.model.AccountId;
import io.eksguard.model.ApproachName;
import io.eksguard.model.ClusterRule;
import io.eksguard.model.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What was noticed beside a plan, in words.
final class AsideText {
  /// How many accounts are named where not all are asked for.
  private static final int HANDFUL = 5;

  private final boolean all;

  /// @param all whether to name all accounts
  AsideText(boolean all) {
    this.all = all;
  }

  /// The members that are not active, but for those that an entry names: an error tells of them.
  String inactive(Aside aside) {
    SortedMap<Region, List<InactiveMember>> byRegion = new TreeMap<>();
    aside.inactive().stream()
        .filter(member -> !member.isNamed())
        .forEach(member ->
            byRegion.computeIfAbsent(member.region(), _ -> new ArrayList<>()).add(member));
    var text = new StringBuilder();
    byRegion.forEach((region, members) -> text.append(inactive(region, members)));
    return text.toString();
  }

  private String inactive(Region region, List<InactiveMember> members) {
    SortedMap<String, List<InactiveMember>> byStatus = new TreeMap<>();
    members.forEach(member ->
        byStatus
            .computeIfAbsent(
                member.member().status().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
            .add(member));
    var text =
        new StringBuilder(
            "%s not active in %s, and left alone:\n"
                .formatted(
                    Plurals.of(members.size(), "member") + (members.size() == 1 ? " is" : " are"),
                    region));
    byStatus.values().forEach(same -> text.append("  ").append(status(same)).append('\n'));
    return text.toString();
  }

  private String status(List<InactiveMember> same) {
    var first = same.getFirst().member();
    long covered = same.stream().filter(member -> member.entry().isPresent()).count();
    return "%s (%s): %s%s"
        .formatted(
            TerminalText.safe(first.status()),
            first.state().meaning(),
            names(same.stream().map(InactiveMember::account).toList()),
            covered == 0 ? "" : "; the file would cover " + covered);
  }

  private String names(List<AccountId> accounts) {
    if (all || accounts.size() <= HANDFUL) {
      return ids(accounts);
    }
    return ids(accounts.subList(0, HANDFUL))
        + " and "
        + (accounts.size() - HANDFUL)
        + " more (`-v` names them)";
  }

  /// The ids, with commas.
  static String ids(List<AccountId> accounts) {
    return accounts.stream().map(AccountId::value).collect(Collectors.joining(", "));
  }

  /// The exceptions that end soon, a line each.
  static String ending(Ending soon) {
    String within = " within " + Plurals.of(Math.toIntExact(soon.days()), "day");
    if (soon.lines().isEmpty()) {
      return "No exception ends" + within + ".\n";
    }
    var text =
        new StringBuilder(
            Plurals.of(soon.lines().size(), "exception")
                + (soon.lines().size() == 1 ? " ends" : " end")
                + within
                + ":\n");
    soon.lines().forEach(line -> text.append("  ").append(line(line)).append('\n'));
    return text.toString();
  }

  private static String line(Ending.Line line) {
    ClusterRule rule = line.ending().rule();
    long days = line.ending().daysLeft();
    return rule.until().map(Object::toString).orElse("")
        + " ("
        + (days == 0 ? "today" : "in " + Plurals.of(Math.toIntExact(days), "day"))
        + ")  "
        + TerminalText.safe(rule.name().glob())
        + rule.region().map(region -> " in " + region).orElse("")
        + (line.ending().approach() == ApproachName.ONLY ? ", included" : ", excluded")
        + line.source()
            .map(pos -> "  " + TerminalText.safe(pos.file()) + ":" + pos.line())
            .orElse("")
        + note("reason", rule.reason())
        + note("owner", rule.owner());
  }

  private static String note(String key, Optional<String> value) {
    return value.map(text -> "  " + key + ": " + TerminalText.safe(text)).orElse("");
  }
}
