package io.eksguard.sim;

import io.eksguard.sim.guardduty.Monitoring;
import io.eksguard.sim.wire.Answer;
import io.eksguard.sim.world.World;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// The world as it is now. One change at a time; each is kept, and GuardDuty has reacted to it,
/// before the next begins and before anybody sees it.
final class LiveWorld {
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private final Consumer<World> keep;
  private final EventLog events;
  private volatile World now;

  /// @param keep is given each new world, and returns when it is safe
  LiveWorld(World start, Consumer<World> keep, EventLog events) {
    this.now = start;
    this.keep = keep;
    this.events = events;
    events.start(start);
  }

  World now() {
    return now;
  }

  /// Lets a request run in the world, and changes the world if the answer says so.
  Answer answer(String cause, String requestId, Function<World, Answer> request) {
    oneAtATime.lock();
    try {
      var answer = request.apply(now);
      answer.after().ifPresent(after -> become(after, cause, requestId));
      return answer;
    } finally {
      oneAtATime.unlock();
    }
  }

  /// Changes the world without a request.
  void change(String cause, UnaryOperator<World> change) {
    oneAtATime.lock();
    try {
      become(change.apply(now), cause, "");
    } finally {
      oneAtATime.unlock();
    }
  }

  private void become(World changed, String cause, String requestId) {
    var before = now;
    var after = Monitoring.react(before, changed);
    if (!after.equals(before)) {
      keep.accept(after);
      now = after;
      events.changed(before, after, cause, requestId);
    }
  }
}
