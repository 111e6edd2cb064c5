package io.eksguard.render;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.Severity;
import io.eksguard.live.LivePlace;
import io.eksguard.live.LiveState;
import java.util.List;
import java.util.Optional;

/// Which facts were taken from the administrator instead of from the accounts, in words.
public final class SeenText {
  private SeenText() {}

  /// A note of it; nothing where every account was read itself.
  public static Optional<Diagnostic> note(LiveState live) {
    List<LivePlace> seen =
        live.places().values().stream().filter(LivePlace::isSeenThroughAdministrator).toList();
    if (seen.isEmpty()) {
      return Optional.empty();
    }
    int accounts =
        Math.toIntExact(
            seen.stream().map(one -> one.assignment().place().account()).distinct().count());
    int clusters =
        seen.stream()
            .mapToInt(
                one -> one.throughAdministrator().asOptional().map(all -> all.size()).orElse(0))
            .sum();
    return Optional.of(
        new Diagnostic(
            Severity.NOTE,
            Code.SEEN_THROUGH_ADMINISTRATOR,
            ("%s with %s, as GuardDuty's coverage lists them, seen through the administrator only"
                    + " (%s). Not seen there: clusters that GuardDuty lists no coverage of, and tags"
                    + " changed since it last looked.")
                .formatted(
                    Plurals.of(accounts, "account"),
                    Plurals.of(clusters, "cluster"),
                    Plurals.of(seen.size(), "account-region")),
            Optional.empty(),
            Optional.empty(),
            Optional.of(
                "Without `--shallow`, and with `access.members`, every cluster's tag is read.")));
  }
}
