package io.eksguard.apply;

import io.eksguard.diag.Diagnostic;
import io.eksguard.journal.Outcome;
import io.eksguard.plan.Step;
import java.util.List;
import java.util.Optional;

/// Is told what an apply does, as it does it. Called from several threads, one call at a time.
public interface Watch {
  /// A watch that looks away.
  Watch NONE =
      new Watch() {
        @Override
        public Optional<Diagnostic> writing(List<Step> steps) {
          return Optional.empty();
        }

        @Override
        public void ended(Outcome outcome) {}
      };

  /// The same watch, told one thing at a time, whichever thread it comes from.
  default Watch oneAtATime() {
    Watch inner = this;
    return new Watch() {
      @Override
      public synchronized Optional<Diagnostic> writing(List<Step> steps) {
        return inner.writing(steps);
      }

      @Override
      public synchronized void ended(Outcome outcome) {
        inner.ended(outcome);
      }
    };
  }

  /// These steps are about to be written; returns before the write begins.
  ///
  /// @return why the write must not begin, if it must not
  Optional<Diagnostic> writing(List<Step> steps);

  /// A step has ended.
  void ended(Outcome outcome);
}
