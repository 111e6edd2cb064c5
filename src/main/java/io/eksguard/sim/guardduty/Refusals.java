package io.eksguard.sim.guardduty;

import io.eksguard.sim.wire.Refusal;

/// How GuardDuty refuses. Other tools match these texts verbatim.
///
/// Where AWS publishes no text, ours says the same in our words; the name of each says which.
///
/// @see <a
///   href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_UpdateDetector.html">AWS
///   API reference, UpdateDetector, Errors, read 2026-11-24</a>
final class Refusals {
  private Refusals() {}

  private static final String INVALID_INPUT = "InvalidInputException";

  /// The text for a member that is none; the grammar is AWS's.
  static final String NO_MEMBER =
      "The request is rejected because the given account ID is not an associated member of account"
          + " the current account.";

  /// A text of ours: that of AWS ends in the same words.
  static String all(String name) {
    return name
        + " cannot be turned off for this account because the organization's auto-enable"
        + " preference is 'All Accounts'";
  }

  static Refusal foreignDetector() {
    return bad(
        "The request is rejected because the input detectorId is not owned by the current account.");
  }

  static Refusal invalid() {
    return bad(
        "The request is rejected because an invalid or out-of-range value is specified as an input"
            + " parameter.");
  }

  static Refusal bothRuntimeFeatures() {
    return bad(
        "EKS_RUNTIME_MONITORING and RUNTIME_MONITORING cannot be provided in the same request");
  }

  static Refusal dataSourcesAndFeatures() {
    return bad("both data sources and features were provided. You can provide only one");
  }

  /// A text of ours: AWS documents the rule and not the words.
  static Refusal oneAutoEnable() {
    return bad(
        "You must provide a value for either autoEnableOrganizationMembers or autoEnable, but not"
            + " both");
  }

  static Refusal notAdministrator() {
    return bad(
        "The request failed because you do not have required AWS Organization master permission.");
  }

  /// A text of ours: AWS documents the rule and not the words.
  static Refusal memberChangesItself() {
    return bad(
        "The request is rejected because a member account cannot change its own protection plans;"
            + " only its administrator can.");
  }

  static Refusal detectorExists() {
    return bad(
        "The request is rejected because a detector already exists for the current account.");
  }

  private static Refusal bad(String message) {
    return new Refusal(400, "BadRequestException", message, INVALID_INPUT);
  }
}
