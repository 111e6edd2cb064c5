package io.eksguard.apply;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.Change.VpcEndpoint;
import io.eksguard.live.Reading;
import io.eksguard.live.Vpc;
import io.eksguard.plan.StepId;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// How far EC2 is with an endpoint that it was told to make or remove.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html">Amazon EC2
///   API reference, VpcEndpoint, read 2026-11-28</a>
sealed interface EndpointProgress {
  /// It is as it was to be.
  record Done() implements EndpointProgress {}

  /// EC2 is at it.
  record Under(Diagnostic why) implements EndpointProgress {}

  /// The endpoint is gone, and its security group can go now.
  record GroupLeft(Diagnostic why) implements EndpointProgress {}

  /// It will not come to its end by itself.
  record Failed(Diagnostic why) implements EndpointProgress {}

  /// How far it is.
  static EndpointProgress of(StepId step, VpcEndpoint change, Reading<SortedMap<String, Vpc>> now) {
    return switch (now) {
      case Reading.Present<SortedMap<String, Vpc>>(var vpcs) -> {
        Optional<Vpc> vpc = Optional.ofNullable(vpcs.get(change.vpc()));
        yield change.after().isPresent() ? making(step, change, vpc) : removal(step, change, vpc);
      }
      case Reading.Unknown<SortedMap<String, Vpc>>(Diagnostic why) -> new Under(why);
      case Reading.Absent<SortedMap<String, Vpc>> _, Reading.NotRead<SortedMap<String, Vpc>> _ ->
          new Under(under(step, "its VPC cannot be read"));
    };
  }

  private static EndpointProgress making(StepId step, VpcEndpoint change, Optional<Vpc> vpc) {
    List<Vpc.Endpoint> ours =
        vpc.map(Vpc::lasting).orElse(List.of()).stream()
            .filter(one -> one.maker() == change.maker())
            .toList();
    if (ours.isEmpty()) {
      return new Under(under(step, "EC2 does not show it yet"));
    }
    if (ours.stream().anyMatch(Vpc.Endpoint::isAvailable)) {
      return new Done();
    }
    String state = ours.getFirst().state();
    return state.startsWith("pending")
        ? new Under(under(step, "EC2 says `%s` of it".formatted(state)))
        : new Failed(
            Diagnostic.error(
                    Code.ENDPOINT_FAILED,
                    "`%s` was written, and EC2 says `%s` of the endpoint.".formatted(step, state))
                .hint("Look at it with `aws ec2 describe-vpc-endpoints`, then plan again."));
  }

  private static EndpointProgress removal(StepId step, VpcEndpoint change, Optional<Vpc> vpc) {
    if (vpc.filter(one -> one.has(change.maker())).isEmpty()) {
      return new Done();
    }
    boolean endpoint =
        vpc.get().endpoints().values().stream().anyMatch(one -> one.maker() == change.maker());
    return endpoint
        ? new Under(under(step, "EC2 still has the endpoint"))
        : new GroupLeft(under(step, "its security group is still there"));
  }

  /// That the endpoint is gone, and its security group stays, since a guard no longer holds.
  static Diagnostic halfDone(StepId step, Diagnostic held) {
    return Diagnostic.error(
            Code.ENDPOINT_NOT_READY,
            "`%s` removed the endpoint and left its security group. %s"
                .formatted(step, held.message()))
        .hint("Plan again: it goes from what is there now.");
  }

  private static Diagnostic under(StepId step, String what) {
    return Diagnostic.error(
            Code.ENDPOINT_NOT_READY,
            "`%s` was written and is not at its end: %s.".formatted(step, what))
        .hint("EC2 goes on by itself. Look again with `eksguard plan`.");
  }
}
