package io.eksguard.sim;

import io.eksguard.sim.world.Cluster;
import io.eksguard.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// What shall go wrong, for tests. Safe for use by several threads.
///
/// ```java
/// sandbox.faults().on("TagResource").account("444455556666").nth(2).deny();
/// sandbox.faults().on("guardduty:UpdateDetector").loseAnswer();
/// ```
public final class Faults {
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final Map<String, Stale> stale = new ConcurrentHashMap<>();
  private final AtomicInteger pageLimit = new AtomicInteger(Integer.MAX_VALUE);

  Faults() {}

  /// Begins a rule for the calls of an operation.
  ///
  /// @param operation such as `TagResource` or `eks:TagResource`; `eks:*` is every operation of a
  ///   service, `*` every one
  public Where on(String operation) {
    return new Where(this, operation);
  }

  /// Lets something else happen before each call of an operation, such as a change of the world.
  public void beforeOperation(String operation, Runnable something) {
    on(operation).first(something);
  }

  /// Gives pages of at most so many items, whatever the client asks for.
  public void limitPages(int items) {
    pageLimit.set(items);
  }

  /// Lets nothing go wrong any more.
  public void clear() {
    rules.clear();
    stale.clear();
    pageLimit.set(Integer.MAX_VALUE);
  }

  int pageLimit() {
    return pageLimit.get();
  }

  /// What goes wrong with this call; counts it.
  List<Fault> of(String service, String operation, String account, String region) {
    var found = new ArrayList<Fault>();
    for (var rule : rules) {
      if (rule.where.isAbout(service, operation, account, region) && rule.counts()) {
        found.add(rule.fault);
      }
    }
    return List.copyOf(found);
  }

  /// Remembers the tags of clusters that a call changed, to be shown for some reads more.
  void keepTags(World before, World after, String account, String region, int reads) {
    for (var cluster : before.at(account, region).clusters().values()) {
      var now = after.cluster(account, region, cluster.name());
      if (now.filter(c -> !c.tags().equals(cluster.tags())).isPresent()) {
        stale.put(
            after.clusterArn(account, region, cluster.name()),
            new Stale(cluster, new AtomicInteger(reads)));
      }
    }
  }

  /// The world as a read of a cluster sees it: some tags may be old.
  World asSeen(World world, String account, String region, String clusterName) {
    var kept = stale.get(world.clusterArn(account, region, clusterName));
    var exists = world.cluster(account, region, clusterName).isPresent();
    return kept != null && exists && kept.reads.getAndDecrement() > 0
        ? world.withCluster(account, region, clusterName, c -> c.withTags(kept.cluster.tags()))
        : world;
  }

  private record Stale(Cluster cluster, AtomicInteger reads) {}

  private record Rule(Where where, Fault fault, AtomicInteger seen) {
    boolean counts() {
      return where.which.test(seen.incrementAndGet());
    }
  }

  /// Which calls a rule is about; its last words say what goes wrong.
  public static final class Where {
    private final Faults faults;
    private final String operation;
    private Optional<String> account = Optional.empty();
    private Optional<String> region = Optional.empty();
    private Predicate<Integer> which = _ -> true;

    private Where(Faults faults, String operation) {
      this.faults = faults;
      this.operation = operation;
    }

    /// Only calls for this account.
    public Where account(String id) {
      account = Optional.of(id);
      return this;
    }

    /// Only calls in this region.
    public Where region(String name) {
      region = Optional.of(name);
      return this;
    }

    /// Only one of the calls, counted from 1.
    public Where nth(int n) {
      which = number -> number == n;
      return this;
    }

    /// Only the first calls.
    public Where times(int n) {
      which = number -> number <= n;
      return this;
    }

    /// Only the calls after the first ones.
    public Where after(int n) {
      which = number -> number > n;
      return this;
    }

    /// IAM refuses: `AccessDeniedException`.
    public void deny() {
      add(new Fault.Deny());
    }

    /// Too many requests: `ThrottlingException`, or what the service calls it.
    public void throttle() {
      add(new Fault.Throttle());
    }

    /// Too many requests beyond so many a second; those that the rule is about share them.
    public void throttleTo(int perSecond) {
      add(new Fault.ThrottleBeyond(new Tokens(perSecond, System::nanoTime)));
    }

    /// The service answers 500, and nothing has happened.
    public void error() {
      add(new Fault.ServerError());
    }

    /// The connection breaks after it has happened.
    public void loseAnswer() {
      add(new Fault.LoseAnswer());
    }

    /// The connection breaks before anything has happened.
    public void hangUp() {
      add(new Fault.HangUpBefore());
    }

    /// For TagResource and UntagResource: the next reads of the cluster show the tags as they were.
    public void staleTags(int reads) {
      add(new Fault.StaleTags(reads));
    }

    /// For GetMemberDetectors and UpdateMemberDetectors: this account comes back as unprocessed,
    /// and is not changed.
    public void unprocessed(String id, String result) {
      add(new Fault.Unprocessed(id, result));
    }

    /// For lists: the page is empty and has a token, which AWS may do at any time.
    public void emptyPage() {
      add(new Fault.EmptyPage());
    }

    /// Something else happens first, in the thread of the call.
    public void first(Runnable something) {
      add(new Fault.First(something));
    }

    private void add(Fault fault) {
      faults.rules.add(new Rule(this, fault, new AtomicInteger()));
    }

    private boolean isAbout(
        String someService, String someOperation, String someAccount, String someRegion) {
      return (operation.equals("*")
              || operation.equals(someOperation)
              || operation.equals(someService + ":*")
              || operation.equals(someService + ":" + someOperation))
          && account.filter(a -> !a.equals(someAccount)).isEmpty()
          && region.filter(r -> !r.equals(someRegion)).isEmpty();
    }
  }
}
