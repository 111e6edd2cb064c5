package io.eksguard.aws.organizations;

import io.eksguard.aws.session.Answer;
import io.eksguard.aws.session.Clients;
import io.eksguard.aws.session.Pages;
import io.eksguard.live.Reading;
import io.eksguard.model.AccountId;
import io.eksguard.model.Permission;
import io.eksguard.model.Place;
import io.eksguard.model.Units;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentResponse;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;

/// Reads which accounts lie below some organizational units, at any depth: level by level, each
/// unit once, with two lists for each.
///
/// @see <a
///   href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html">
///   AWS Organizations quotas, read 2026-11-24: pages of 20</a>
public final class UnitTree {
  private static final int PAGE = 20;

  private final Clients clients;

  public UnitTree(Clients clients) {
    this.clients = clients;
  }

  /// What lies directly below one unit.
  private record Level(List<Account> accounts, List<String> units) {}

  /// The accounts below these units. If anything of it cannot be read, nothing is known: an account
  /// that is missing would be taken to be covered by something else.
  ///
  /// @param named ids such as `ou-abcd-11111111`
  public Reading<Units> below(SortedSet<String> named) {
    return clients.organizations().then(client -> walk(client, named)).reading();
  }

  /// The same as an answer, for more calls.
  Answer<Units> walked(SortedSet<String> named) {
    return clients.organizations().then(client -> walk(client, named));
  }

  private Answer<Units> walk(OrganizationsClient client, SortedSet<String> named) {
    Map<String, String> parents = new HashMap<>();
    SortedMap<AccountId, String> homes = new TreeMap<>();
    SortedSet<AccountId> active = new TreeSet<>();
    Set<String> seen = new TreeSet<>();
    Collection<String> next = named;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      while (!next.isEmpty()) {
        seen.addAll(next);
        SortedSet<String> deeper = new TreeSet<>();
        for (Map.Entry<String, Future<Answer<Level>>> one :
            levels(client, next, threads).entrySet()) {
          switch (result(one.getValue())) {
            case Answer.Failed<Level>(var why, var _) -> {
              return new Answer.Failed<>(why, Answer.Cause.REFUSED);
            }
            case Answer.Ok<Level>(Level level) -> {
              for (Account account : level.accounts()) {
                var id = new AccountId(account.id());
                homes.put(id, one.getKey());
                if (isActive(account)) {
                  active.add(id);
                }
              }
              level.units().forEach(unit -> parents.put(unit, one.getKey()));
              deeper.addAll(level.units());
            }
          }
        }
        deeper.removeAll(seen);
        next = deeper;
      }
    }
    SortedMap<AccountId, List<String>> above = new TreeMap<>();
    homes.forEach((account, home) -> above.put(account, upwards(home, parents)));
    return new Answer.Ok<>(new Units(true, above, active));
  }

  private static List<String> upwards(String home, Map<String, String> parents) {
    List<String> units = new ArrayList<>();
    Optional<String> unit = Optional.of(home);
    while (unit.isPresent()) {
      units.add(unit.get());
      unit = Optional.ofNullable(parents.get(unit.get()));
    }
    return units;
  }

  /// `State` replaces `Status`, which is coarser and was to be retired on 2026-09-09; it is read
  /// where `State` is not there.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html">AWS
  ///   Organizations API reference, read 2026-11-24</a>
  private static boolean isActive(Account account) {
    String state = account.stateAsString();
    return "ACTIVE".equals(state == null ? account.statusAsString() : state);
  }

  private Map<String, Future<Answer<Level>>> levels(
      OrganizationsClient client, Collection<String> units, ExecutorService threads) {
    Map<String, Future<Answer<Level>>> levels = new LinkedHashMap<>();
    for (String unit : units) {
      levels.put(unit, threads.submit(() -> level(client, unit, threads)));
    }
    return levels;
  }

  private Answer<Level> level(OrganizationsClient client, String unit, ExecutorService threads) {
    Future<Answer<List<String>>> units = threads.submit(() -> units(client, unit));
    Answer<List<Account>> accounts = accounts(client, unit);
    return accounts.then(found -> result(units).map(below -> new Level(found, below)));
  }

  private Answer<List<Account>> accounts(OrganizationsClient client, String unit) {
    Permission operation = Permission.LIST_ACCOUNTS_FOR_PARENT;
    Place place = clients.organizationsPlace();
    return Pages.all(
            place,
            operation,
            token ->
                clients
                    .calls()
                    .make(
                        place.account(),
                        place.region(),
                        operation,
                        () ->
                            client.listAccountsForParent(r ->
                                r.parentId(unit).maxResults(PAGE).nextToken(token.orElse(null)))),
            ListAccountsForParentResponse::hasAccounts,
            ListAccountsForParentResponse::nextToken)
        .map(pages -> pages.stream().flatMap(page -> page.accounts().stream()).toList());
  }

  private Answer<List<String>> units(OrganizationsClient client, String unit) {
    Permission operation = Permission.LIST_ORGANIZATIONAL_UNITS_FOR_PARENT;
    Place place = clients.organizationsPlace();
    return Pages.all(
            place,
            operation,
            token ->
                clients
                    .calls()
                    .make(
                        place.account(),
                        place.region(),
                        operation,
                        () ->
                            client.listOrganizationalUnitsForParent(r ->
                                r.parentId(unit).maxResults(PAGE).nextToken(token.orElse(null)))),
            ListOrganizationalUnitsForParentResponse::hasOrganizationalUnits,
            ListOrganizationalUnitsForParentResponse::nextToken)
        .map(pages ->
            pages.stream()
                .flatMap(page -> page.organizationalUnits().stream())
                .map(OrganizationalUnit::id)
                .toList());
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while units were read", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a unit could not be read", e);
    }
  }
}
