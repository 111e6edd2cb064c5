package io.eksguard.shell.review;

import io.eksguard.plan.Fate;
import io.eksguard.plan.Review;
import io.eksguard.plan.StepId;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/// A review with what follows from it, found once for each decision.
record Judged(Review review, Map<StepId, Fate> fates, Review.Counts counts) {
  static Judged of(Review review) {
    // A hash finds the fate of one of thousands sooner than the order does.
    Map<StepId, Fate> fates = new HashMap<>(review.fates());
    return new Judged(review, Collections.unmodifiableMap(fates), Review.counts(fates.values()));
  }

  Fate fate(StepId step) {
    return fates.getOrDefault(step, new Fate.Open());
  }
}
