package io.eksguard.live;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.live.Check.Result;
import io.eksguard.live.Check.Skip;
import io.eksguard.live.Check.Topic;
import io.eksguard.model.AccountId;
import io.eksguard.model.Permission;
import io.eksguard.model.Permission.Party;
import io.eksguard.model.Region;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Everything that was looked at.
///
/// @param caller the ARN of the caller, if AWS told
/// @param checks in a fixed order: by party, topic, permission, region and account
public record Examination(Optional<String> caller, List<Check> checks) {
  private static final Comparator<Check> ORDER =
      Comparator.comparing(Check::party)
          .thenComparing(Check::topic)
          .thenComparing(check -> check.permission().map(Permission::ordinal).orElse(-1))
          .thenComparing(check -> check.region().map(Region::name).orElse(""))
          .thenComparing(check -> check.account().map(AccountId::value).orElse(""));

  public Examination {
    checks = checks.stream().sorted(ORDER).toList();
  }

  /// Why a group of checks belongs together, beside what they are about.
  public sealed interface Status {
    /// They are as they must be.
    record Ok() implements Status {}

    /// They failed in the same way.
    record Failed(Code code) implements Status {}

    /// They were not checked, for the same reason.
    record NotChecked(Skip why) implements Status {}
  }

  /// Checks of one party and topic that came to the same.
  ///
  /// @param permission what is missing, where the group is about one permission
  /// @param places the accounts, each with its regions; none where a check is about no region
  /// @param example why the first of them failed
  public record Group(
      Party party,
      Topic topic,
      Optional<Permission> permission,
      Status status,
      SortedMap<AccountId, SortedSet<Region>> places,
      Optional<Diagnostic> example) {}

  private record Key(Party party, Topic topic, Optional<Permission> permission, Status status) {}

  /// The checks in groups: what 300 accounts miss is one of them.
  public List<Group> groups() {
    Map<Key, List<Check>> byKey = new LinkedHashMap<>();
    for (Check check : checks) {
      var key = new Key(check.party(), check.topic(), check.permission(), status(check.result()));
      byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(check);
    }
    return byKey.entrySet().stream().map(one -> group(one.getKey(), one.getValue())).toList();
  }

  private static Status status(Result result) {
    return switch (result) {
      case Result.Ok _ -> new Status.Ok();
      case Result.Failed(Diagnostic why) -> new Status.Failed(why.code());
      case Result.NotChecked(Skip why) -> new Status.NotChecked(why);
    };
  }

  private static Group group(Key key, List<Check> checks) {
    SortedMap<AccountId, SortedSet<Region>> places = new TreeMap<>();
    for (Check check : checks) {
      check
          .account()
          .ifPresent(account ->
              places
                  .computeIfAbsent(account, _ -> new TreeSet<>())
                  .addAll(check.region().stream().toList()));
    }
    return new Group(
        key.party(),
        key.topic(),
        key.permission(),
        key.status(),
        places,
        checks.stream().flatMap(check -> failure(check).stream()).findFirst());
  }

  private static Optional<Diagnostic> failure(Check check) {
    return switch (check.result()) {
      case Result.Failed(Diagnostic why) -> Optional.of(why);
      case Result.Ok _, Result.NotChecked _ -> Optional.empty();
    };
  }

  /// Why checks failed, one after the other.
  public List<Diagnostic> failures() {
    return checks.stream().flatMap(check -> failure(check).stream()).toList();
  }

  /// How many checks came to this.
  ///
  /// @param word as in [Result#word()]
  public int count(String word) {
    return Math.toIntExact(
        checks.stream().filter(check -> check.result().word().equals(word)).count());
  }
}
