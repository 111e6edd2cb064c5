package io.eksguard.foreign;

import io.eksguard.model.AccountId;
import io.eksguard.model.Region;
import java.util.Optional;

/// An ARN, as far as it tells where something is.
///
/// @param account its account
/// @param region its region; none of what belongs to no region, such as a role
/// @param resource what stands behind the account
record Arn(AccountId account, Optional<Region> region, String resource) {
  private static final int PARTS = 6;

  /// The ARN that the text is, if it is one with an account.
  static Optional<Arn> of(String text) {
    String[] parts = text.split(":", PARTS);
    boolean isOne =
        parts.length == PARTS
            && parts[0].equals("arn")
            && (parts[3].isEmpty() || Region.isValid(parts[3]))
            && AccountId.isValid(parts[4]);
    return isOne
        ? Optional.of(
            new Arn(
                new AccountId(parts[4]),
                parts[3].isEmpty() ? Optional.empty() : Optional.of(new Region(parts[3])),
                parts[5]))
        : Optional.empty();
  }

  /// Where it is.
  Whereabouts where() {
    return new Whereabouts(Optional.of(account), region);
  }
}
