package io.eksguard.shell;

import io.eksguard.plan.Review;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where a session stands, as its prompt tells.
///
/// @param files the files it works on
/// @param target the option that names the target; none of AWS
/// @param changes how many steps the plan has; none if it is not known
/// @param age how long ago AWS was read; none if it was not
/// @param review the counts of the review, once something is decided
record Standing(
    List<Path> files,
    Optional<String> target,
    Optional<Integer> changes,
    Optional<Duration> age,
    Optional<Review.Counts> review) {

  /// `organization.yaml sandbox: 21 changes (12 accepted), read 3 min ago> `
  String prompt() {
    String names =
        files.stream()
            .map(file -> String.valueOf(file.getFileName()))
            .collect(Collectors.joining("+"));
    String where = target.map(_ -> " sandbox").orElse(" AWS");
    String plan =
        changes
            .map(count -> ": " + (count == 1 ? "1 change" : count + " changes"))
            .orElse(": not read");
    String decided = review.map(counts -> " (" + counts.accepted() + " accepted)").orElse("");
    String read = age.map(time -> ", read " + ago(time)).orElse("");
    return names + where + plan + decided + (changes.isPresent() ? read : "") + "> ";
  }

  private static String ago(Duration age) {
    if (age.toMinutes() < 1) {
      return "just now";
    }
    return age.toHours() < 2
        ? age.toMinutes() + " min ago"
        : age.toDays() < 2 ? age.toHours() + " h ago" : age.toDays() + " days ago";
  }
}
