package io.eksguard.aws.organizations;

import io.eksguard.aws.session.Answer;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.organizations.model.ConstraintViolationException;

/// What it means when AWS Organizations refuses, and what to do about it.
///
/// @see <a
///   href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html">AWS
///   Organizations API reference, CreatePolicy, UpdatePolicy, AttachPolicy, DetachPolicy, read
///   2026-11-24</a>
final class Refusals {
  private static final Set<String> DENIED = Set.of("AccessDeniedException", "AccessDenied");

  private Refusals() {}

  /// There is no policy of this name.
  static <T> Answer<T> noSuchPolicy(String name) {
    return new Answer.Failed<>(
        Diagnostic.error(Code.POLICY_REFUSED, "There is no policy `%s`.".formatted(name))
            .hint("Run `eksguard plan` again: it makes the policy."),
        Answer.Cause.NOT_FOUND);
  }

  /// The refusal in our words; nothing where there is no more to say than AWS says.
  static Optional<Diagnostic> explained(AwsServiceException e) {
    var details = e.awsErrorDetails();
    String code = details == null ? "" : String.valueOf(details.errorCode());
    if (DENIED.contains(code)) {
      return Optional.of(
          Diagnostic.error(
                  Code.ACCESS_DENIED,
                  "AWS Organizations denied it: %s".formatted(details.errorMessage()))
              .hint(
                  "Name a role in the management account under `access.management`, and allow it"
                      + " the actions of docs/how-to/protect-the-tag.md."));
    }
    if (e instanceof ConstraintViolationException violation) {
      return Optional.of(constraint(String.valueOf(violation.reasonAsString())));
    }
    return switch (code) {
      case "PolicyTypeNotEnabledException" ->
          told(
              Code.POLICY_TYPE_OFF,
              "Service control policies are not enabled in this organization.",
              "Enable them: `aws organizations enable-policy-type --root-id r-... --policy-type"
                  + " SERVICE_CONTROL_POLICY`; it takes effect after some seconds.");
      case "PolicyTypeNotAvailableForOrganizationException" ->
          told(
              Code.POLICY_TYPE_OFF,
              "This organization has consolidated billing only, so it has no service control"
                  + " policies.",
              "Enable all features of the organization, or take `tagProtection` out of the file.");
      case "DuplicatePolicyException" ->
          told(
              Code.POLICY_REFUSED,
              "There is a policy of this name by now.",
              "Run `eksguard plan` again: it shows whose it is.");
      case "MalformedPolicyDocumentException" ->
          told(
              Code.POLICY_REFUSED,
              "AWS does not take the text of the policy: " + details.errorMessage(),
              "Look at `eksguard policy` and at the ARNs under `trusted`; if they are right,"
                  + " please report it.");
      case "TargetNotFoundException" ->
          told(
              Code.POLICY_REFUSED,
              "There is no such root, unit or account in this organization.",
              "Correct `attachTo`; `aws organizations list-roots` and"
                  + " `list-organizational-units-for-parent` show what there is.");
      case "PolicyNotFoundException" ->
          told(
              Code.POLICY_REFUSED,
              "The policy was deleted meanwhile.",
              "Run `eksguard plan` again: it makes the policy.");
      case "ConcurrentModificationException", "PolicyChangesInProgressException" ->
          told(
              Code.POLICY_REFUSED,
              "Somebody else is changing the organization at this moment.",
              "Run it again.");
      default -> Optional.empty();
    };
  }

  private static Optional<Diagnostic> told(Code code, String message, String hint) {
    return Optional.of(Diagnostic.error(code, message).hint(hint));
  }

  private static Diagnostic constraint(String reason) {
    return switch (reason) {
      case "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED" ->
          Diagnostic.error(
                  Code.POLICY_QUOTA,
                  "Five service control policies are attached there already, and AWS takes no more.")
              .hint(
                  "Detach one, or merge two of them; or name units below it, or the root, under"
                      + " `attachTo`.");
      case "POLICY_CONTENT_LIMIT_EXCEEDED" ->
          Diagnostic.error(Code.POLICY_QUOTA, "The policy is longer than AWS takes.")
              .hint("Name fewer roles under `trusted`, or use `form: scoped`.");
      case "POLICY_NUMBER_LIMIT_EXCEEDED" ->
          Diagnostic.error(Code.POLICY_QUOTA, "The organization has as many policies as AWS takes.")
              .hint("Delete one that is attached to nothing.");
      case "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED" ->
          Diagnostic.error(
                  Code.POLICY_QUOTA,
                  "It is the only service control policy there, and one must stay attached.")
              .hint("Attach `FullAWSAccess` there first.");
      default ->
          Diagnostic.error(
                  Code.POLICY_QUOTA, "AWS Organizations refuses it: `%s`.".formatted(reason))
              .hint("The reason is explained in the API reference of AWS Organizations.");
    };
  }
}
