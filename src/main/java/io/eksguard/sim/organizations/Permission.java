package io.eksguard.sim.organizations;

import io.eksguard.sim.wire.Call;
import io.eksguard.sim.wire.Page;
import io.eksguard.sim.wire.Refusal;
import io.eksguard.sim.world.Organization;
import java.util.List;
import java.util.Map;

/// What a caller may do with the organization, by the account it is from.
///
/// @see <a
///   href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html">AWS
///   Organizations API reference, ListAccounts, read 2026-11-24</a>
final class Permission {
  /// The most items that a page of Organizations has.
  static final int MAX = 20;

  private Permission() {}

  /// The organization, for an account in it.
  static Organization member(Call call) {
    authorize(call);
    return call.world()
        .organization()
        .filter(o -> o.management().equals(call.account()) || isIn(call))
        .orElseThrow(() ->
            new Refusal(
                400,
                "AWSOrganizationsNotInUseException",
                "Your account is not a member of an organization."));
  }

  /// The organization, for the management account or a delegated administrator.
  static Organization reader(Call call) {
    var organization = member(call);
    if (!organization.management().equals(call.account())
        && !organization.administrators().containsValue(call.account())) {
      throw noAccess();
    }
    return organization;
  }

  /// The organization, for the management account.
  static Organization manager(Call call) {
    var organization = member(call);
    if (!organization.management().equals(call.account())) {
      throw noAccess();
    }
    return organization;
  }

  private static boolean isIn(Call call) {
    return call.world().account(call.account()).flatMap(a -> a.parent()).isPresent();
  }

  private static void authorize(Call call) {
    call.authorize("*", Map.of());
  }

  private static Refusal noAccess() {
    return new Refusal(
        400, "AccessDeniedException", "You don't have permissions to access this resource.");
  }

  static Refusal invalid() {
    return new Refusal(
        400, "InvalidInputException", "You provided invalid values for one or more parameters.");
  }

  static <T> Page<T> page(List<T> all, Call call) {
    var asked = Page.Asked.inBody(call.request(), "MaxResults", "NextToken");
    return Page.of(all, call, asked, MAX, Permission::invalid);
  }
}
