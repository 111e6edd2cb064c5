package io.eksguard.model;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A line of a list of clusters that is meant to stand for a while only, and not for long any more.
///
/// @param rule the line
/// @param approach the approach of its entry, which says whether it takes in or keeps out
/// @param daysLeft how many days it is meant to stand after today; 0 on its last day, less than
///   that once it has passed
public record EndingRule(ClusterRule rule, ApproachName approach, long daysLeft) {

  /// The lines that end within some days, the soonest first; not those that have ended.
  public static List<EndingRule> within(Desired desired, LocalDate today, long days) {
    return all(desired, today)
        .filter(ending -> ending.daysLeft() >= 0 && ending.daysLeft() <= days)
        .sorted(
            Comparator.comparingLong(EndingRule::daysLeft)
                .thenComparing(ending -> ending.rule().name())
                .thenComparing(ending -> ending.rule().path()))
        .toList();
  }

  /// The lines whose last day has passed, in the order of the file.
  public static List<EndingRule> ended(Desired desired, LocalDate today) {
    return all(desired, today).filter(ending -> ending.daysLeft() < 0).toList();
  }

  private static Stream<EndingRule> all(Desired desired, LocalDate today) {
    return entries(desired)
        .flatMap(
            entry -> entry.approach().rules().stream().flatMap(rule -> ending(rule, entry, today)));
  }

  private static Stream<EndingRule> ending(ClusterRule rule, Entry entry, LocalDate today) {
    return rule.until().stream()
        .map(day ->
            new EndingRule(rule, entry.approach().name(), ChronoUnit.DAYS.between(today, day)));
  }

  private static Stream<Entry> entries(Desired desired) {
    Stream<Entry> ofOrganization =
        desired.organization().stream()
            .flatMap(organization ->
                Stream.of(
                        organization.administratorEntry().stream(),
                        organization.defaults().stream(),
                        organization.members().stream())
                    .flatMap(all -> all));
    return Stream.concat(ofOrganization, desired.standalone().stream());
  }
}
