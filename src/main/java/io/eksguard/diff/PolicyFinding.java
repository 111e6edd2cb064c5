package io.eksguard.diff;

import io.eksguard.model.AccountId;
import io.eksguard.model.TagProtection;
import java.util.SortedMap;
import java.util.TreeMap;

/// Something the comparison noticed about the protection of the tag. Words come later.
public sealed interface PolicyFinding {
  /// The part of the file that it is about.
  TagProtection about();

  /// The policy would refuse the tag writes of our own role. Nothing may be applied.
  ///
  /// @param principals the ARN of the role in each account where that is so, at least one
  record LockedOut(TagProtection about, SortedMap<AccountId, String> principals)
      implements PolicyFinding {
    public LockedOut {
      principals = new TreeMap<>(principals);
    }
  }

  /// There is a policy of that name that is not ours. Nothing may be applied.
  ///
  /// @param id its id
  record NotOurs(TagProtection about, String id) implements PolicyFinding {}

  /// There is a policy of that name that allows something. To overwrite it or to detach it could
  /// leave accounts without any permission. Nothing may be applied.
  ///
  /// @param id its id
  record Allows(TagProtection about, String id) implements PolicyFinding {}

  /// Who may still change the tag once the policy is as the file says.
  ///
  /// @param elsewhere how many managed accounts are not below what it is attached to
  record StillTrusted(TagProtection about, int elsewhere) implements PolicyFinding {}

  /// What the form that AWS documents forbids besides.
  record BreaksOtherTags(TagProtection about) implements PolicyFinding {}
}
