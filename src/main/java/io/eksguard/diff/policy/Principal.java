package io.eksguard.diff.policy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who writes the tags of an account.
///
/// @param arn its ARN as policies see it: of a session, the ARN of its role
/// @param pathKnown whether the path of the role is in it. STS leaves it out of the ARN of a
///   session; then roles are compared by their names.
public record Principal(String arn, boolean pathKnown) {
  private static final Pattern SESSION =
      Pattern.compile("arn:([^:]+):sts::([0-9]{12}):assumed-role/([^/]+)/.+");

  /// The principal for whom STS says this.
  ///
  /// @param callerArn as `GetCallerIdentity` gives it
  /// @see <a
  ///   href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">
  ///   IAM User Guide, aws:PrincipalArn, read 2026-11-24</a>
  public static Principal ofCaller(String callerArn) {
    Matcher session = SESSION.matcher(callerArn);
    return session.matches()
        ? new Principal(
            "arn:%s:iam::%s:role/%s"
                .formatted(session.group(1), session.group(2), session.group(3)),
            false)
        : new Principal(callerArn, true);
  }

  /// A role that is named in full.
  public static Principal ofRole(String roleArn) {
    return new Principal(roleArn, true);
  }

  /// The pattern without the path of the role, if it is to be compared so.
  Optional<String> pathless(String pattern) {
    int role = pattern.indexOf(":role/");
    int name = pattern.lastIndexOf('/') + 1;
    return pathKnown || role < 0
        ? Optional.empty()
        : Optional.of(pattern.substring(0, role) + ":role/" + pattern.substring(name));
  }

  @Override
  public String toString() {
    return arn;
  }
}
