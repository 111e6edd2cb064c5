package io.eksguard.config;

import io.eksguard.diag.Code;
import io.eksguard.model.TagProtection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the service control policy that protects the tag.
///
/// ```yaml
/// tagProtection:
///   policy: eksguard-protect-guardduty-tag
///   form: scoped
///   trusted: ["arn:aws:iam::*:role/eksguard"]
///   attachTo: [r-abcd, ou-abcd-22222222]
/// ```
///
/// Ids as in the <a
/// href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html">AWS
/// API reference</a>, read 2026-11-24.
final class TagProtectionReader {
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,128}");
  private static final Pattern ROOT_OR_UNIT =
      Pattern.compile("r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}");
  private static final Pattern TRUSTED =
      Pattern.compile(
          "arn:(aws|aws-cn|aws-us-gov|\\*):iam::[0-9*?]{1,12}:role/[\\w+=,.@/*?-]{1,576}");

  private final Values values;
  private final Ids ids;

  TagProtectionReader(Notes notes) {
    this.values = new Values(notes);
    this.ids = new Ids(notes);
  }

  Optional<TagProtection> read(Section section) {
    Optional<String> policy =
        section
            .required("policy", "Give the policy a name: `policy: eksguard-protect-guardduty-tag`.")
            .flatMap(n -> values.text(n, "a policy's name", NAME, "Use 1 to 128 characters."));
    TagProtection.Form form =
        section
            .optional("form")
            .flatMap(n -> values.word(n, "form", Words.FORMS, Map.of()))
            .orElse(TagProtection.Form.SCOPED);
    List<String> trusted = trusted(section);
    List<String> attachTo = attachTo(section);
    boolean adopt =
        section.optional("adopt").flatMap(n -> values.truth(n, "`adopt`")).orElse(false);
    return policy.map(
        name -> new TagProtection(section.path(), name, form, trusted, attachTo, adopt));
  }

  private List<String> trusted(Section section) {
    String hint = "Name the role that eksguard uses: `[\"arn:aws:iam::*:role/eksguard\"]`.";
    List<String> roles = new ArrayList<>();
    section
        .required("trusted", hint)
        .flatMap(n -> values.filledList(n, "`trusted`", hint))
        .ifPresent(nodes -> nodes.forEach(node -> trustedRole(node, hint).ifPresent(roles::add)));
    return roles;
  }

  private Optional<String> trustedRole(Node node, String hint) {
    return values
        .text(node, "a role")
        .filter(text ->
            TRUSTED.matcher(text).matches()
                || values.bad(Code.BAD_ROLE, node, "the ARN of an IAM role", text, hint));
  }

  private List<String> attachTo(Section section) {
    String hint = "Name the root, a unit or an account: `[r-abcd]`.";
    List<String> targets = new ArrayList<>();
    section
        .required("attachTo", hint)
        .flatMap(n -> values.filledList(n, "`attachTo`", hint))
        .ifPresent(nodes -> nodes.forEach(node -> target(node).ifPresent(targets::add)));
    return targets;
  }

  private Optional<String> target(Node node) {
    boolean unitLike = node instanceof Node.Scalar scalar && scalar.value().matches("(r|ou)-.*");
    return unitLike
        ? values.text(
            node,
            "the id of a root or unit",
            ROOT_OR_UNIT,
            "Write one such as `r-abcd` or `ou-abcd-11111111`.")
        : ids.account(node).map(id -> id.value());
  }
}
