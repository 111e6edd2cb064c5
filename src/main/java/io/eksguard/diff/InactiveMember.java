package io.eksguard.diff;

import io.eksguard.live.LiveState;
import io.eksguard.live.Member;
import io.eksguard.model.AccountId;
import io.eksguard.model.Assignments;
import io.eksguard.model.Desired;
import io.eksguard.model.Entry;
import io.eksguard.model.Organization;
import io.eksguard.model.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A member account that is not active in a region, so that nothing can be set there.
///
/// @param region where
/// @param member who, and with what status
/// @param entry the entry of the file that would cover it there; nothing if none would, or if that
///   cannot be said
public record InactiveMember(Region region, Member member, Optional<Entry> entry) {

  /// All of them, in the order of regions and accounts.
  public static List<InactiveMember> in(Desired desired, LiveState live) {
    List<InactiveMember> found = new ArrayList<>();
    desired
        .organization()
        .ifPresent(organization -> {
          var assignments = new Assignments(organization, LiveState.unitsOf(live.units()));
          live.regions()
              .forEach((region, side) ->
                  side.members()
                      .asOptional()
                      .ifPresent(members ->
                          members.values().stream()
                              .filter(member -> isInactive(member, organization))
                              .map(member -> of(region, member, assignments))
                              .forEach(found::add)));
        });
    return List.copyOf(found);
  }

  private static boolean isInactive(Member member, Organization organization) {
    return !member.isActive() && !member.account().equals(organization.administrator());
  }

  private static InactiveMember of(Region region, Member member, Assignments assignments) {
    return new InactiveMember(
        region,
        member,
        assignments.decisive(member.account()).filter(entry -> entry.covers(region)));
  }

  /// Whether the entry names the account itself; then it is an error that it is not active.
  public boolean isNamed() {
    return entry.filter(one -> one.who() instanceof Entry.Who.Accounts).isPresent();
  }

  /// Which account.
  public AccountId account() {
    return member.account();
  }
}
