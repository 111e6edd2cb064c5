package io.eksguard.sim.sts;

import io.eksguard.sim.iam.Access;
import io.eksguard.sim.iam.PolicyDocument;
import io.eksguard.sim.iam.Principal;
import io.eksguard.sim.iam.RequestContext;
import io.eksguard.sim.wire.Answer;
import io.eksguard.sim.wire.Call;
import io.eksguard.sim.wire.Form;
import io.eksguard.sim.wire.Refusal;
import io.eksguard.sim.world.Role;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// AssumeRole. Any role of any account of the world can be assumed unless the world says otherwise,
/// also by a root user, which AWS forbids: an access key that is an account id shall be enough for
/// practice.
///
/// @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AWS STS
///   API reference, AssumeRole, read 2026-11-24</a>
record AssumeRole(Sessions sessions) {
  private static final int MIN_SECONDS = 900;
  private static final int MAX_SECONDS = 43_200;

  /// The longest session that a session may open (role chaining), in seconds.
  private static final int MAX_CHAINED_SECONDS = 3600;

  private static final int MAX_POLICY = 2048;
  private static final Pattern ROLE =
      Pattern.compile("arn:[a-z-]+:iam::([0-9]{12}):role/[\\w+=,.@/-]+");
  private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]{2,64}");

  Answer answer(Call call) {
    var form = Form.of(call.request());
    var role = role(call, form.get("RoleArn").orElse(""));
    trust(call, role, form.get("ExternalId"));
    var name = form.get("RoleSessionName").orElse("");
    if (!SESSION_NAME.matcher(name).matches()) {
      throw invalid("Value at 'roleSessionName' failed to satisfy constraint");
    }
    var seconds = seconds(form.get("DurationSeconds"), role, call.principal());
    var principal =
        Principal.session(role, name, form.get("Policy").map(AssumeRole::policy), form.tags());
    var session =
        sessions.issue(principal, call.now().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS));
    return Xml.answer("AssumeRole", result(session));
  }

  private static String result(Sessions.Session session) {
    var principal = session.principal();
    return "<AssumedRoleUser>"
        + Xml.element("AssumedRoleId", principal.userId())
        + Xml.element("Arn", principal.arn())
        + "</AssumedRoleUser><Credentials>"
        + Xml.element("AccessKeyId", session.accessKey())
        + Xml.element("SecretAccessKey", "sandbox/" + session.accessKey())
        + Xml.element("SessionToken", "sandbox-token-" + session.accessKey())
        + Xml.element("Expiration", session.expiration().toString())
        + "</Credentials>";
  }

  private static Refusal invalid(String message) {
    return new Refusal(400, "ValidationError", message);
  }

  private static Role role(Call call, String arn) {
    var match = ROLE.matcher(arn);
    if (!match.matches()) {
      throw invalid(arn + " is invalid");
    }
    if (call.world().account(match.group(1)).isEmpty()) {
      throw denied(call, arn);
    }
    return Optional.ofNullable(call.world().roles().get(arn)).orElseGet(() -> Role.open(arn));
  }

  private static Refusal denied(Call call, String arn) {
    return Refusal.denied(
        "User: %s is not authorized to perform: sts:AssumeRole on resource: %s"
            .formatted(call.principal().arn(), arn));
  }

  /// Whether the caller may, and whether the role lets it.
  private static void trust(Call call, Role role, Optional<String> externalId) {
    var context = RequestContext.of("sts:AssumeRole", role.arn(), Map.of());
    var refused =
        Access.refusal(call.world(), call.principal(), call.region(), context).isPresent();
    var wrongId = role.externalId().isPresent() && !role.externalId().equals(externalId);
    if (refused || role.refused() || wrongId) {
      throw denied(call, role.arn());
    }
  }

  private static int seconds(Optional<String> text, Role role, Principal caller) {
    if (text.isEmpty()) {
      return MAX_CHAINED_SECONDS;
    }
    if (!text.get().matches("[0-9]{1,6}")) {
      throw invalid("DurationSeconds is no number");
    }
    var seconds = Integer.parseInt(text.get());
    if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) {
      throw invalid(
          "1 validation error detected: Value '%d' at 'durationSeconds' failed to satisfy constraint"
              .formatted(seconds));
    }
    if (caller.session() && seconds > MAX_CHAINED_SECONDS) {
      throw invalid(
          "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role"
              + " chaining");
    }
    if (seconds > role.maxSeconds()) {
      throw invalid(
          "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }
    return seconds;
  }

  private static PolicyDocument policy(String text) {
    if (text.length() > MAX_POLICY) {
      throw invalid("Value at 'policy' failed to satisfy constraint: at most 2048 characters");
    }
    try {
      return PolicyDocument.parse(text);
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          400, "MalformedPolicyDocument", "Syntax errors in policy: " + e.getMessage());
    }
  }
}
