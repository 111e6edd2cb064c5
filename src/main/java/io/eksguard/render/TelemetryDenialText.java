package io.eksguard.render;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.Positions;
import io.eksguard.diff.TelemetryDenial;

/// Policies that keep agents from sending what they see, in words.
public final class TelemetryDenialText {
  private TelemetryDenialText() {}

  /// The denial as a diagnostic, at the entry that wants the agent there.
  public static Diagnostic diagnostic(TelemetryDenial denial, Positions positions) {
    var told =
        Diagnostic.warning(
                Code.CLUSTER_NOT_READY,
                "Clusters of account %s in `%s` would get the agent, and the service control policy `%s` denies `guardduty:SendSecurityTelemetry` there, so that no agent could send anything."
                    .formatted(denial.place().account(), denial.place().region(), denial.policy()))
            .hint("Let the action pass in the policy.");
    return positions.of(denial.path()).map(told::at).orElse(told);
  }
}
