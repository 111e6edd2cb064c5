package io.eksguard.diff.policy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who writes the tags of an account.
///
/// @param arn its ARN as policies see it: of a session, the ARN of its role; where only the kind of
///   its path is known, a `*` stands in it
/// @param pathKnown whether the path of the role is in it. STS leaves it out of the ARN of a
///   session; then roles are compared by their names.
public record Principal(String arn, boolean pathKnown) {
  private static final Pattern SESSION =
      Pattern.compile("arn:([^:]+):sts::([0-9]{12}):assumed-role/([^/]+)/.+");
  private static final String OF_IDENTITY_CENTER = "AWSReservedSSO_";

  /// The principal for whom STS says this.
  ///
  /// @param callerArn as `GetCallerIdentity` gives it
  /// @see <a
  ///   href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">
  ///   IAM User Guide, aws:PrincipalArn, read 2026-11-24</a>
  /// @see <a
  ///   href="https://docs.amazonaws.cn/en_us/singlesignon/latest/userguide/referencingpermissionsets.html">
  ///   IAM Identity Center User Guide, the path of its roles, read 2026-11-24</a>
  public static Principal ofCaller(String callerArn) {
    Matcher session = SESSION.matcher(callerArn);
    return session.matches()
        ? new Principal(
            "arn:%s:iam::%s:role/%s%s"
                .formatted(
                    session.group(1),
                    session.group(2),
                    session.group(3).startsWith(OF_IDENTITY_CENTER)
                        ? "aws-reserved/sso.amazonaws.com/*/"
                        : "",
                    session.group(3)),
            false)
        : new Principal(callerArn, true);
  }

  /// A role that is named in full.
  public static Principal ofRole(String roleArn) {
    return new Principal(roleArn, true);
  }

  /// The ARN without the path of the role.
  String pathless() {
    return pathless(arn).orElse(arn);
  }

  /// The pattern without the path of the role, if it is to be compared so: if it has a path, and
  /// says more than the path.
  Optional<String> comparable(String pattern) {
    return pathKnown || pattern.endsWith("/*")
        ? Optional.empty()
        : pathless(pattern).filter(bare -> !bare.equals(pattern));
  }

  private static Optional<String> pathless(String pattern) {
    int role = pattern.indexOf(":role/");
    int name = pattern.lastIndexOf('/') + 1;
    return role < 0
        ? Optional.empty()
        : Optional.of(pattern.substring(0, role) + ":role/" + pattern.substring(name));
  }

  @Override
  public String toString() {
    return arn;
  }
}
