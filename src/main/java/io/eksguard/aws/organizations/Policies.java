package io.eksguard.aws.organizations;

import io.eksguard.apply.Written;
import io.eksguard.aws.session.Answer;
import io.eksguard.aws.session.Clients;
import io.eksguard.aws.session.Pages;
import io.eksguard.aws.session.Whole;
import io.eksguard.aws.session.Writes;
import io.eksguard.diff.Change;
import io.eksguard.live.LivePolicies;
import io.eksguard.live.LivePolicy;
import io.eksguard.live.PolicyContent;
import io.eksguard.live.Reading;
import io.eksguard.model.AccountId;
import io.eksguard.model.Permission;
import io.eksguard.model.Place;
import io.eksguard.model.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.DescribePolicyResponse;
import software.amazon.awssdk.services.organizations.model.DuplicatePolicyAttachmentException;
import software.amazon.awssdk.services.organizations.model.ListPoliciesResponse;
import software.amazon.awssdk.services.organizations.model.ListTargetsForPolicyResponse;
import software.amazon.awssdk.services.organizations.model.PolicyNotAttachedException;
import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/// Reads and writes service control policies.
///
/// @see <a
///   href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html">
///   AWS Organizations quotas, read 2026-11-24: pages of 20</a>
public final class Policies {
  private static final int PAGE = 20;

  private final Clients clients;
  private final Map<String, String> ids = new ConcurrentHashMap<>();

  public Policies(Clients clients) {
    this.clients = clients;
  }

  /// The account that no service control policy binds.
  public Reading<AccountId> management() {
    Permission operation = Permission.DESCRIBE_ORGANIZATION;
    return clients
        .organizations()
        .then(client ->
            Whole.only(
                clients.organizationsPlace(),
                operation,
                call(operation, () -> client.describeOrganization()),
                answer ->
                    answer.organization() != null
                        && answer.organization().masterAccountId() != null))
        .map(answer -> new AccountId(answer.organization().masterAccountId()))
        .reading();
  }

  /// The policy of this name. A name is unique among the policies of an organization.
  public Reading<LivePolicy> named(String name) {
    return clients.organizations().then(client -> find(client, name)).reading();
  }

  /// The policies whose document is of interest, with the accounts that they bind: one call for
  /// each 20 policies and one for each policy, then the targets of those that are.
  public Reading<LivePolicies> whose(Predicate<String> isOfInterest, UnitTree tree) {
    Reading<List<LivePolicies.Binding>> found =
        clients.organizations().then(client -> bindings(client, isOfInterest, tree)).reading();
    return switch (found) {
      case Reading.Present<List<LivePolicies.Binding>>(var some) when some.isEmpty() ->
          new Reading.Absent<>();
      case Reading.Present<List<LivePolicies.Binding>>(var some) ->
          management().map(account -> new LivePolicies(account, some));
      case Reading.Absent<List<LivePolicies.Binding>> _ -> new Reading.Absent<>();
      case Reading.Unknown<List<LivePolicies.Binding>>(var why) -> new Reading.Unknown<>(why);
      case Reading.NotRead<List<LivePolicies.Binding>> _ -> new Reading.NotRead<>();
    };
  }

  private Answer<List<LivePolicies.Binding>> bindings(
      OrganizationsClient client, Predicate<String> isOfInterest, UnitTree tree) {
    return summaries(client)
        .then(all -> {
          Answer<List<LivePolicies.Binding>> found = new Answer.Ok<>(List.of());
          for (PolicySummary one : all) {
            found =
                found.then(some ->
                    describe(client, one.id())
                        .then(policy -> with(some, client, one.id(), policy, isOfInterest, tree)));
          }
          return found;
        });
  }

  private Answer<List<LivePolicies.Binding>> with(
      List<LivePolicies.Binding> some,
      OrganizationsClient client,
      String id,
      Described policy,
      Predicate<String> isOfInterest,
      UnitTree tree) {
    String text = policy.content().text();
    if (!isOfInterest.test(text)) {
      return new Answer.Ok<>(some);
    }
    return targets(client, id)
        .then(targets -> {
          SortedSet<String> units = new TreeSet<>(targets);
          units.removeIf(target -> !target.startsWith("ou-"));
          return (units.isEmpty() ? new Answer.Ok<>(Units.NONE) : tree.walked(units))
              .map(below -> {
                List<LivePolicies.Binding> more = new ArrayList<>(some);
                more.add(new LivePolicies.Binding(policy.name(), text, targets, below));
                return more;
              });
        });
  }

  /// Once the id is known, one call tells whether it still has the name.
  private Answer<LivePolicy> find(OrganizationsClient client, String name) {
    String known = ids.get(name);
    if (known != null
        && describe(client, known) instanceof Answer.Ok<Described>(Described policy)
        && policy.name().equals(name)) {
      return targets(client, known).map(to -> new LivePolicy(known, policy.content(), to));
    }
    return id(client, name)
        .then(id -> {
          ids.put(name, id);
          return describe(client, id)
              .then(
                  found -> targets(client, id).map(to -> new LivePolicy(id, found.content(), to)));
        });
  }

  private Answer<List<PolicySummary>> summaries(OrganizationsClient client) {
    Answer<List<ListPoliciesResponse>> pages =
        all(
            Permission.LIST_POLICIES,
            token ->
                client.listPolicies(r ->
                    r.filter(PolicyType.SERVICE_CONTROL_POLICY)
                        .maxResults(PAGE)
                        .nextToken(token.orElse(null))),
            ListPoliciesResponse::hasPolicies,
            ListPoliciesResponse::nextToken);
    return pages.map(read -> read.stream().flatMap(page -> page.policies().stream()).toList());
  }

  private Answer<String> id(OrganizationsClient client, String name) {
    return summaries(client)
        .then(all ->
            all.stream()
                .filter(summary -> name.equals(summary.name()))
                .map(PolicySummary::id)
                .findFirst()
                .<Answer<String>>map(Answer.Ok::new)
                .orElseGet(() -> Refusals.noSuchPolicy(name)));
  }

  private record Described(String name, PolicyContent content) {}

  private Answer<Described> describe(OrganizationsClient client, String id) {
    Permission operation = Permission.DESCRIBE_POLICY;
    return Whole.only(
            clients.organizationsPlace(),
            operation,
            call(operation, () -> client.describePolicy(r -> r.policyId(id))),
            answer ->
                answer.policy() != null
                    && answer.policy().policySummary() != null
                    && answer.policy().content() != null)
        .map(DescribePolicyResponse::policy)
        .map(policy ->
            new Described(
                policy.policySummary().name(),
                new PolicyContent(
                    Optional.ofNullable(policy.policySummary().description()).orElse(""),
                    policy.content())));
  }

  private Answer<SortedSet<String>> targets(OrganizationsClient client, String id) {
    Answer<List<ListTargetsForPolicyResponse>> pages =
        all(
            Permission.LIST_TARGETS_FOR_POLICY,
            token ->
                client.listTargetsForPolicy(
                    r -> r.policyId(id).maxResults(PAGE).nextToken(token.orElse(null))),
            ListTargetsForPolicyResponse::hasTargets,
            ListTargetsForPolicyResponse::nextToken);
    return pages.map(read -> {
      SortedSet<String> targets = new TreeSet<>();
      for (ListTargetsForPolicyResponse page : read) {
        page.targets().forEach(target -> targets.add(target.targetId()));
      }
      return targets;
    });
  }

  private <P> Answer<List<P>> all(
      Permission operation,
      Function<Optional<String>, P> read,
      Predicate<P> has,
      Function<P, @Nullable String> next) {
    return Pages.all(
        clients.organizationsPlace(),
        operation,
        token -> call(operation, () -> read.apply(token)),
        has,
        next);
  }

  private <T> Answer<T> call(Permission operation, Supplier<T> call) {
    Place place = clients.organizationsPlace();
    return clients
        .calls()
        .make(place.account(), place.region(), operation, Refusals::explained, call);
  }

  /// Makes the policy, or gives it another text.
  public Written text(Change.PolicyText change) {
    return write(
        change.policyId().isPresent() ? Permission.UPDATE_POLICY : Permission.CREATE_POLICY,
        client ->
            change
                .policyId()
                .<Object>map(id ->
                    client.updatePolicy(r ->
                        r.policyId(id)
                            .description(change.after().description())
                            .content(change.after().text())))
                .orElseGet(() ->
                    client.createPolicy(r ->
                        r.name(change.policy())
                            .type(PolicyType.SERVICE_CONTROL_POLICY)
                            .description(change.after().description())
                            .content(change.after().text()))));
  }

  /// Attaches or detaches the policy; that it is so already is as good.
  public Written target(Change.PolicyTarget change) {
    Answer<String> id =
        change
            .policyId()
            .<Answer<String>>map(Answer.Ok::new)
            .orElseGet(() -> clients.organizations().then(client -> id(client, change.policy())));
    return switch (id) {
      case Answer.Failed<String> failed -> Writes.written(failed);
      case Answer.Ok<String>(String known) ->
          change.attached()
              ? write(Permission.ATTACH_POLICY, client -> attach(client, known, change.target()))
              : write(Permission.DETACH_POLICY, client -> detach(client, known, change.target()));
    };
  }

  private static Object attach(OrganizationsClient client, String id, String target) {
    try {
      return client.attachPolicy(r -> r.policyId(id).targetId(target));
    } catch (DuplicatePolicyAttachmentException e) {
      return e;
    }
  }

  private static Object detach(OrganizationsClient client, String id, String target) {
    try {
      return client.detachPolicy(r -> r.policyId(id).targetId(target));
    } catch (PolicyNotAttachedException e) {
      return e;
    }
  }

  private Written write(Permission operation, Function<OrganizationsClient, Object> call) {
    return Writes.written(
        clients
            .organizationsWriter()
            .then(client -> {
              return call(operation, () -> call.apply(client));
            }));
  }
}
