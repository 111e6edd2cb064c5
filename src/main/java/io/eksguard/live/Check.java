package io.eksguard.live;

import io.eksguard.diag.Diagnostic;
import io.eksguard.model.AccountId;
import io.eksguard.model.Permission;
import io.eksguard.model.Permission.Party;
import io.eksguard.model.Region;
import java.util.Locale;
import java.util.Optional;

/// One thing that was looked at, and what came of it.
///
/// @param topic what it is
/// @param party whose credentials it is about
/// @param account the account, if it is known
/// @param region the region; nothing if it is about none
/// @param permission the permission, for the topic of that name
/// @param result what came of it
public record Check(
    Topic topic,
    Party party,
    Optional<AccountId> account,
    Optional<Region> region,
    Optional<Permission> permission,
    Result result) {

  /// What can be looked at, in the order in which one thing needs the other.
  public enum Topic {
    /// Whether there are credentials, by a role or not, and whether they are of that account.
    IDENTITY,
    /// Whether the account has the region.
    REGION,
    /// Whether GuardDuty is on, and not suspended.
    DETECTOR,
    /// Whether the account is the delegated administrator.
    DELEGATION,
    /// Whether an account is an active member.
    MEMBERSHIP,
    /// Whether GuardDuty may act in the organization.
    TRUSTED_ACCESS,
    /// Whether one action is allowed.
    PERMISSION;

    /// The word in JSON.
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// What came of a check.
  public sealed interface Result {
    /// As it must be.
    record Ok() implements Result {}

    /// Not as it must be.
    record Failed(Diagnostic why) implements Result {}

    /// Nobody can say.
    record NotChecked(Skip why) implements Result {}

    /// The word in JSON.
    default String word() {
      return switch (this) {
        case Ok _ -> "ok";
        case Failed _ -> "failed";
        case NotChecked _ -> "not-checked";
      };
    }
  }

  /// Why something was not checked.
  public enum Skip {
    /// To try it would be to change something.
    WRITES,
    /// Something before it failed, so it could not be tried.
    BLOCKED,
    /// There is nothing there to try it on.
    NOTHING_THERE,
    /// The file names no role in the management account.
    NO_MANAGEMENT,
    /// Only `doctor` wants to know, and it may not ask.
    MAY_NOT_ASK,
    /// It is no active member, and no entry names it: it is left alone.
    INACTIVE;

    /// The word in JSON.
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
