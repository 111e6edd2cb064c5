package io.eksguard.plan;

import io.eksguard.diff.Change;
import io.eksguard.diff.EndpointFinding;
import io.eksguard.live.Vpc;
import io.eksguard.model.AccountId;
import io.eksguard.model.EndpointCare;
import io.eksguard.model.EndpointSetup;
import java.util.List;
import java.util.Optional;

/// The endpoint that an agent by hand on one cluster needs: what the file says of it, what is in
/// the VPC, what the plan would do.
///
/// @param vpc the VPC of the cluster, if EKS said
/// @param care what the file has done about it
/// @param path which part of the file says so: the key itself, or what it follows from
/// @param read whether EC2 was asked, and answered
/// @param found the VPC; nothing where it was not read or is not there
/// @param usable whether the agent has a way to GuardDuty; nothing where that is not known, as in a
///   VPC that another account owns
/// @param coming what comes of it
/// @param planned how the plan would make it; nothing where it makes none
/// @param findings what the comparison noticed of it
public record EndpointView(
    Optional<String> vpc,
    EndpointCare care,
    String path,
    boolean read,
    Optional<Vpc> found,
    Optional<Boolean> usable,
    Coming coming,
    Optional<EndpointSetup> planned,
    List<EndpointFinding> findings) {
  public EndpointView {
    findings = List.copyOf(findings);
  }

  /// What comes of an endpoint.
  public enum Coming {
    /// The plan makes it.
    MADE("made"),
    /// The plan removes it.
    REMOVED("removed"),
    /// Something keeps agents from GuardDuty, and nothing can be planned about it.
    HINDERED("hindered"),
    /// It is there and can be used.
    AS_WANTED("as-wanted"),
    /// Nothing in the VPC needs it, or it is not for this account to make.
    LEFT_ALONE("left-alone"),
    /// The file says that nobody looks.
    IGNORED("ignored"),
    /// It was not read.
    UNKNOWN("unknown");

    private final String word;

    Coming(String word) {
      this.word = word;
    }

    /// The word in JSON.
    public String word() {
      return word;
    }
  }

  /// What is known of a VPC, and what it is looked at for.
  ///
  /// @param id its id, if EKS said
  /// @param account the account of the cluster
  /// @param care what the file has done about its endpoint
  /// @param path which part of the file says so
  /// @param read whether EC2 was asked, and answered
  /// @param found the VPC, if it is there
  /// @param needed whether a cluster in it needs the endpoint
  record Seen(
      Optional<String> id,
      AccountId account,
      EndpointCare care,
      String path,
      boolean read,
      Optional<Vpc> found,
      boolean needed) {}

  /// Puts it together.
  ///
  /// @param changes what the plan has of the endpoints in the VPC
  /// @param findings what the comparison noticed of them
  static EndpointView of(
      Seen seen, List<Change.VpcEndpoint> changes, List<EndpointFinding> findings) {
    return new EndpointView(
        seen.id(),
        seen.care(),
        seen.path(),
        seen.read(),
        seen.found(),
        usable(seen, findings),
        coming(seen, changes, findings),
        changes.stream().flatMap(change -> change.after().stream()).findFirst(),
        findings);
  }

  private static Optional<Boolean> usable(Seen seen, List<EndpointFinding> findings) {
    return seen.found()
        .filter(vpc -> !vpc.isSharedWith(seen.account()))
        .map(vpc -> vpc.isConnected() && findings.stream().noneMatch(EndpointFinding::isError));
  }

  private static Coming coming(
      Seen seen, List<Change.VpcEndpoint> changes, List<EndpointFinding> findings) {
    if (!changes.isEmpty()) {
      return changes.stream().anyMatch(change -> change.after().isPresent())
          ? Coming.MADE
          : Coming.REMOVED;
    }
    if (findings.stream().anyMatch(EndpointFinding::isError)) {
      return Coming.HINDERED;
    }
    if (!seen.read()) {
      return seen.care() == EndpointCare.IGNORED ? Coming.IGNORED : Coming.UNKNOWN;
    }
    boolean own = seen.found().filter(vpc -> !vpc.isSharedWith(seen.account())).isPresent();
    return seen.needed() && own ? Coming.AS_WANTED : Coming.LEFT_ALONE;
  }
}
