package io.eksguard.aws.session;

import io.eksguard.apply.Written;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;

/// What the answer to a write means for the object.
public final class Writes {
  private static final String PLAN = "`eksguard plan`: it reads how things are now.";

  private Writes() {}

  /// Whether the write was taken, refused, or is in doubt.
  public static Written written(Answer<?> answer) {
    return switch (answer) {
      case Answer.Ok<?> _ -> new Written.Taken();
      case Answer.Failed<?>(var why, var cause) ->
          switch (cause) {
            case REFUSED, NOT_SENT, NOT_FOUND -> new Written.Refused(why);
            case THROTTLED -> new Written.NotNow(new Written.Refused(why));
            case SERVER_FAILED -> new Written.NotNow(new Written.InDoubt(inDoubt(why)));
            case UNCLEAR -> new Written.InDoubt(inDoubt(why));
          };
    };
  }

  private static Diagnostic inDoubt(Diagnostic why) {
    var doubt =
        Diagnostic.error(Code.IN_DOUBT, why.message() + " It may have taken effect.")
            .hint(
                why.hint()
                    .filter(Calls.CLOCK::equals)
                    .map(clock -> clock + " Then run " + PLAN)
                    .orElse("Run " + PLAN));
    return why.where().map(doubt::at).orElse(doubt);
  }
}
