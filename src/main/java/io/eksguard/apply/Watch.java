package io.eksguard.apply;

import io.eksguard.journal.Outcome;
import io.eksguard.plan.Step;
import java.util.List;

/// Is told what an apply does, as it does it. Called from several threads, one call at a time.
public interface Watch {
  /// A watch that looks away.
  Watch NONE =
      new Watch() {
        @Override
        public void writing(List<Step> steps) {}

        @Override
        public void ended(Outcome outcome) {}
      };

  /// The same watch, told one thing at a time, whichever thread it comes from.
  default Watch oneAtATime() {
    Watch inner = this;
    return new Watch() {
      @Override
      public synchronized void writing(List<Step> steps) {
        inner.writing(steps);
      }

      @Override
      public synchronized void ended(Outcome outcome) {
        inner.ended(outcome);
      }
    };
  }

  /// These steps are about to be written; returns before the write begins.
  void writing(List<Step> steps);

  /// A step has ended.
  void ended(Outcome outcome);
}
