package io.eksguard.aws.guardduty;

import io.eksguard.apply.Written;
import io.eksguard.diag.AwsCall;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.model.AccountId;
import io.eksguard.model.Permission;
import io.eksguard.model.Region;
import java.util.Locale;
import java.util.Optional;

/// What it means when GuardDuty answers 200 and yet leaves an account out.
final class Unprocessed {
  private Unprocessed() {}

  static Diagnostic diagnostic(
      Region region, AccountId account, Permission operation, String said) {
    var where = new AwsCall(account.value(), region.name(), operation.action(), Optional.empty());
    String text = said.toLowerCase(Locale.ROOT);
    Code code = isNoMember(said) ? Code.NOT_A_MEMBER : Code.WRITE_FAILED;
    return Diagnostic.error(
            operation.effect() == Permission.Effect.READ && code == Code.WRITE_FAILED
                ? Code.CALL_FAILED
                : code,
            "GuardDuty left account %s out: %s".formatted(account, said))
        .at(where)
        .hint(hint(text, account));
  }

  /// What it means for a write. An internal error says nothing of why, so it may have taken effect.
  static Written written(String said, Diagnostic why) {
    if (isInternal(said)) {
      return new Written.NotNow(new Written.InDoubt(why));
    }
    return passes(said) ? new Written.NotNow(new Written.Refused(why)) : new Written.Refused(why);
  }

  /// Whether the reason passes by itself: for a while after an account has joined, GuardDuty does
  /// not know it as a member in every call.
  static boolean passes(String said) {
    return isInternal(said) || isNoMember(said);
  }

  private static boolean isInternal(String said) {
    return said.toLowerCase(Locale.ROOT).contains("internal error");
  }

  private static boolean isNoMember(String said) {
    return said.toLowerCase(Locale.ROOT).contains("not an associated member");
  }

  private static String hint(String said, AccountId account) {
    if (said.contains("not an associated member")) {
      return "Make %s a member of the delegated administrator, or wait a minute if it just joined."
          .formatted(account);
    }
    if (said.contains("all accounts")) {
      return "The organization turns this on for ALL accounts: lower it with `newAccounts` first.";
    }
    if (said.contains("organization master") || said.contains("management account")) {
      return "Enable GuardDuty in the management account and check the delegated administrator.";
    }
    return "Run it again; if it stays, look at the account in the GuardDuty console.";
  }
}
