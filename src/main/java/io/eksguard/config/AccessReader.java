package io.eksguard.config;

import io.eksguard.diag.Code;
import io.eksguard.model.Access;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads by which roles the accounts are reached.
///
/// ```yaml
/// access:
///   administrator: {role: "arn:aws:iam::111122223333:role/eksguard"}
///   members: {role: "arn:aws:iam::{account}:role/eksguard", externalId: x}
/// ```
///
/// The forms are those of the <a
/// href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AWS API
/// reference</a>, read 2026-11-24.
final class AccessReader {
  private static final String ACCOUNT = "{account}";
  private static final Pattern ROLE =
      Pattern.compile(
          "arn:(aws|aws-cn|aws-us-gov):iam::([0-9]{12}|\\{account}):role/"
              + "([\\w+=,.@/-]|\\{account}){1,576}");
  private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");
  private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]{2,64}");

  private final Notes notes;
  private final Values values;

  AccessReader(Notes notes) {
    this.notes = notes;
    this.values = new Values(notes);
  }

  Access read(Section section) {
    return new Access(
        role(section, "administrator"), role(section, "members"), role(section, "management"));
  }

  private Optional<Access.Role> role(Section access, String key) {
    return access
        .optional(key)
        .flatMap(node -> Section.of(notes, node, access.at(key), Shape.ROLE))
        .flatMap(section -> role(section, key.equals("members")));
  }

  private Optional<Access.Role> role(Section section, boolean ofMembers) {
    Optional<String> arn =
        section
            .required("role", "Write `role: \"" + example(ofMembers) + "\"`.")
            .flatMap(node -> arn(node, ofMembers));
    Optional<String> externalId =
        section
            .optional("externalId")
            .flatMap(n ->
                values.text(
                    n,
                    "an external id",
                    EXTERNAL_ID,
                    "Use 2 to 1224 letters, digits and `+=,.@:/_-`."));
    Optional<String> sessionName =
        section
            .optional("sessionName")
            .flatMap(n ->
                values.text(
                    n,
                    "a session name",
                    SESSION_NAME,
                    "Use 2 to 64 letters, digits and `+=,.@_-`."));
    return arn.map(role -> new Access.Role(role, externalId, sessionName));
  }

  private Optional<String> arn(Node node, boolean ofMembers) {
    return values
        .text(node, "a role")
        .filter(arn ->
            ROLE.matcher(arn).matches()
                || values.bad(
                    Code.BAD_ROLE,
                    node,
                    "the ARN of an IAM role",
                    arn,
                    "Write one such as `" + example(ofMembers) + "`."))
        .filter(arn -> arn.contains(ACCOUNT) == ofMembers || misplaced(node, ofMembers));
  }

  private boolean misplaced(Node node, boolean ofMembers) {
    notes.error(
        Code.BAD_ROLE,
        node.span(),
        ofMembers
            ? "The members' role has no `{account}` to stand for the account that is entered."
            : "`{account}` has no meaning in this role: it is in one account only.",
        ofMembers
            ? "Write it in place of the account id: `" + example(true) + "`."
            : "Write the id of that account, such as `" + example(false) + "`.");
    return false;
  }

  private static String example(boolean ofMembers) {
    return "arn:aws:iam::" + (ofMembers ? ACCOUNT : "111122223333") + ":role/eksguard";
  }
}
