package io.eksguard.cli;

import io.eksguard.diag.FileTrouble;
import io.eksguard.journal.RecordedRun;
import io.eksguard.journal.RunId;
import io.eksguard.journal.Runs;
import io.eksguard.plan.PlanCodec;
import io.eksguard.plan.PlanDocument;
import io.eksguard.plan.PutBack;
import java.io.IOException;
import java.nio.file.Path;

/// The recorded runs as users speak of them: the latest is the one that they began last, not what a
/// rollout did beside it to exclude clusters again.
public final class UserRuns {
  private UserRuns() {}

  /// Reads one run.
  ///
  /// @param idOrLatest a run's id, whatever it is, or `latest`
  public static Runs.Found read(Path runsFolder, String idOrLatest) {
    Runs.Found found = Runs.read(runsFolder, idOrLatest);
    return idOrLatest.equals(Runs.LATEST) && isExclusion(found) ? begunLast(runsFolder) : found;
  }

  private static Runs.Found begunLast(Path runsFolder) {
    try {
      for (RunId id : Runs.list(runsFolder)) {
        Runs.Found found = Runs.read(runsFolder, id.value());
        if (!(found instanceof Runs.Found.NeverBegan) && !isExclusion(found)) {
          return found;
        }
      }
      return new Runs.Found.None(Runs.LATEST);
    } catch (IOException e) {
      return new Runs.Found.Unreadable(runsFolder, FileTrouble.why(e));
    }
  }

  private static boolean isExclusion(Runs.Found found) {
    return found instanceof Runs.Found.Run(RecordedRun run)
        && PlanCodec.read("the plan of run " + run.id(), run.planDocument())
            instanceof PlanCodec.Reading.Ok(PlanDocument document, String _)
        && PutBack.isOne(document.plan());
  }
}
