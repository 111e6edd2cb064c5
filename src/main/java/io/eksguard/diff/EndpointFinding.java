package io.eksguard.diff;

import io.eksguard.live.Maker;
import io.eksguard.model.AccountId;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import java.util.SortedSet;
import java.util.TreeSet;

/// Something the comparison noticed about the endpoint of a VPC that is not a change.
///
/// @param place the VPC's account and region
/// @param vpc the VPC's id
/// @param what what was noticed
/// @param waiting the clusters in it whose agents are not installed for that
/// @param path which part of the file it is about
public record EndpointFinding(
    Place place, String vpc, What what, SortedSet<ClusterName> waiting, String path) {
  public EndpointFinding {
    waiting = new TreeSet<>(waiting);
  }

  /// What was noticed.
  public sealed interface What {
    /// There is none, and none is to be made.
    record Missing() implements What {}

    /// The VPC is not there, or nobody may see it.
    record NoVpc() implements What {}

    /// It could not be read.
    record Unread() implements What {}

    /// The VPC does not resolve private names.
    ///
    /// @param support whether its attribute `enableDnsSupport` is on
    /// @param hostnames whether its attribute `enableDnsHostnames` is on
    record NoDns(boolean support, boolean hostnames) implements What {}

    /// No endpoint has the name of the service.
    record PrivateDnsOff() implements What {}

    /// No subnet in which one could be made has a free address.
    record NoAddress() implements What {}

    /// None is available.
    ///
    /// @param state EC2's word for its state
    record NotAvailable(String state) implements What {}

    /// Its security groups let nothing in to port 443.
    record Closed() implements What {}

    /// Its security groups do not let in all of the VPC.
    ///
    /// @param range a range that is left out
    record PartlyClosed(String range) implements What {}

    /// Its policy does not let the agents through.
    record Denied() implements What {}

    /// Another account owns the VPC.
    record Shared(AccountId owner) implements What {}

    /// It stayed behind.
    record Leftover(Maker maker) implements What {}

    /// No line asks for it any more, and an agent is still there that may use it.
    record InUse(ClusterName cluster) implements What {}

    /// No line asks for it any more, and GuardDuty installs agents on other than EKS, which may use
    /// it.
    record UsedBesidesEks() implements What {}
  }

  /// Whether something that the file asks for cannot be planned.
  public boolean isError() {
    return switch (what) {
      case What.Missing _,
          What.NoVpc _,
          What.Unread _,
          What.NoDns _,
          What.PrivateDnsOff _,
          What.NoAddress _,
          What.NotAvailable _,
          What.Closed _ ->
          true;
      case What.PartlyClosed _,
          What.Denied _,
          What.Shared _,
          What.Leftover _,
          What.InUse _,
          What.UsedBesidesEks _ ->
          false;
    };
  }
}
