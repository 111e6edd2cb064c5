package io.eksguard.aws;

import io.eksguard.diag.AwsCall;
import io.eksguard.diag.Diagnostic;
import io.eksguard.live.Check;
import io.eksguard.live.Check.Result;
import io.eksguard.live.Check.Skip;
import io.eksguard.live.Check.Topic;
import io.eksguard.live.Reading;
import io.eksguard.model.AccountId;
import io.eksguard.model.Needs;
import io.eksguard.model.Permission;
import io.eksguard.model.Permission.Effect;
import io.eksguard.model.Permission.Party;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Collects checks. Safe for use by several threads.
final class Checks {
  static final Result OK = new Result.Ok();

  private final Queue<Check> checks = new ConcurrentLinkedQueue<>();

  List<Check> all() {
    return List.copyOf(checks);
  }

  /// What an account is found to be, in one region or in none.
  void add(
      Topic topic,
      Party party,
      Optional<AccountId> account,
      Optional<Region> region,
      Result result) {
    checks.add(new Check(topic, party, account, region, Optional.empty(), result));
  }

  void add(Topic topic, Party party, Place place, Result result) {
    add(topic, party, Optional.of(place.account()), Optional.of(place.region()), result);
  }

  void add(Permission permission, Party party, Place place, Result result) {
    checks.add(
        new Check(
            Topic.PERMISSION,
            party,
            Optional.of(place.account()),
            Optional.of(place.region()),
            Optional.of(permission),
            result));
  }

  /// The same of a permission, wherever it is.
  void skip(Permission permission, Party party, Skip why) {
    checks.add(
        new Check(
            Topic.PERMISSION,
            party,
            Optional.empty(),
            Optional.empty(),
            Optional.of(permission),
            new Result.NotChecked(why)));
  }

  /// What a party needs to read cannot be tried, since it could not be entered.
  void blocked(Needs needs, Party party) {
    needs.of(party).stream()
        .filter(one -> one.effect() == Effect.READ && !one.isOnlyForDoctor())
        .forEach(one -> skip(one, party, Skip.BLOCKED));
  }

  /// What a read tells of the permissions that it takes, in the order in which it asks: all are
  /// there, or one is missing and those after it could not be tried.
  void read(List<Permission> permissions, Party party, Place place, Reading<?> reading) {
    Optional<Permission> broken = reading.problem().flatMap(Checks::asked);
    boolean reached = true;
    for (Permission one : permissions) {
      Result result = OK;
      if (!reached) {
        result = new Result.NotChecked(Skip.BLOCKED);
      } else if (broken.map(one::equals).orElse(reading.problem().isPresent())) {
        result = new Result.Failed(reading.problem().orElseThrow());
        reached = false;
      }
      add(one, party, place, result);
    }
  }

  /// The operation that a failure is about.
  static Optional<Permission> asked(Diagnostic why) {
    return why.where()
        .flatMap(where -> where instanceof AwsCall call ? Optional.of(call) : Optional.empty())
        .flatMap(call -> Permission.named(call.operation()));
  }
}
