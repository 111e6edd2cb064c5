package io.eksguard.apply;

import io.eksguard.live.LiveReader;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads the objects of steps again.
public final class Rereading {
  private Rereading() {}

  /// How an object is, seen from the step that changes it.
  public enum State {
    /// As the step wants it.
    AS_WANTED,
    /// As the step wants it but for its second write: an agent was updated, and its tags, or some
    /// of them, are as they were.
    PARTLY_AS_WANTED,
    /// As it was when the step was planned.
    AS_SEEN,
    /// Neither: somebody changed it since.
    OTHERWISE,
    /// It could not be read.
    UNREADABLE
  }

  /// The state of each step's object, now.
  public static SortedMap<StepId, State> states(LiveReader reader, Collection<Step> steps) {
    var look = new Look(reader);
    var check = new StateCheck(reader, look);
    SortedMap<StepId, State> states = new TreeMap<>();
    for (Step step : steps) {
      states.put(
          step.id(),
          switch (check.check(step.id(), step.change())) {
            case StateCheck.Now.AsWanted _ -> State.AS_WANTED;
            case StateCheck.Now.AsSeen _ -> State.AS_SEEN;
            case StateCheck.Now.TagsLeft _ -> State.PARTLY_AS_WANTED;
            case StateCheck.Now.Otherwise _ -> State.OTHERWISE;
            case StateCheck.Now.NotYet _, StateCheck.Now.Unreadable _ -> State.UNREADABLE;
          });
    }
    return states;
  }
}
