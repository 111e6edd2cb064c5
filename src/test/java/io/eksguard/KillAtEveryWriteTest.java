package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.journal.RecordedRun;
import io.eksguard.journal.Runs;
import io.eksguard.plan.StepId;
import io.eksguard.sim.Event;
import io.eksguard.sim.RecordedCall;
import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// The process is killed at every write of a large apply, and each rerun comes to the same end with
/// no cluster harmed on the way.
///
/// How many writes an apply has is not the same each time: members that are ready at the same
/// moment share a call. So the kills go on until one run comes to its end before the next kill.
class KillAtEveryWriteTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final String REGION = "us-east-1";
  private static final List<String> WRITES =
      List.of(
          "TagResource",
          "UntagResource",
          "UpdateMemberDetectors",
          "UpdateDetector",
          "UpdateOrganizationConfiguration");

  /// Members that go from one feature to the other: their clusters are managed throughout.
  private static final int MIGRATING = 22;

  /// Members that are turned on, and have a cluster that must be excluded by a tag before.
  private static final int EXCLUDING = 16;

  /// Members that are turned on without add-on management, for one cluster with a tag.
  private static final int INCLUDING = 6;

  /// Members that are turned on and need no tag.
  private static final int PLAIN = 16;

  private static final List<String> NEVER = List.of("legacy", "batch");

  private static String id(int member) {
    return "2%011d".formatted(member);
  }

  private static World world() {
    var world =
        new StringBuilder(
            """
            organization:
              management: "000011112222"
              administrator: "111122223333"
              configuration:
                all:
                  autoEnableOrganizationMembers: NEW
                  features:
                    EKS_RUNTIME_MONITORING: {autoEnable: NEW, EKS_ADDON_MANAGEMENT: NEW}
            accounts:
              "000011112222": {membership: none}
              "111122223333": {}
            """);
    int member = 0;
    for (int i = 0; i < MIGRATING; i++) {
      world.append(
          account(
              member++,
              "detectors: {us-east-1: {features: {EKS_RUNTIME_MONITORING:"
                  + " {status: ENABLED, EKS_ADDON_MANAGEMENT: ENABLED}}}}, clusters: {us-east-1:"
                  + " [web, {name: legacy, tags: {GuardDutyManaged: \"false\"}}]}"));
    }
    for (int i = 0; i < EXCLUDING; i++) {
      world.append(account(member++, "clusters: {us-east-1: [web, legacy]}"));
    }
    for (int i = 0; i < INCLUDING; i++) {
      world.append(account(member++, "clusters: {us-east-1: [web, batch]}"));
    }
    for (int i = 0; i < PLAIN; i++) {
      world.append(account(member++, "clusters: {us-east-1: [web]}"));
    }
    return World.parse(world.toString(), "world.yaml");
  }

  private static String account(int member, String text) {
    return "  \"%s\": {%s}\n".formatted(id(member), text);
  }

  private static String file() {
    return """
    version: 1
    feature: RUNTIME_MONITORING
    regions: [us-east-1]
    organization:
      administrator: {account: "111122223333"}
      newAccounts: {autoEnable: NEW, approach: all}
      defaults: {approach: all-except, exclude: [legacy]}
      members:
    """
        + IntStream.range(MIGRATING + EXCLUDING, MIGRATING + EXCLUDING + INCLUDING)
            .mapToObj(
                i -> "    - {account: \"%s\", approach: only, include: [web]}\n".formatted(id(i)))
            .collect(Collectors.joining())
        + """
        access: {members: {role: "arn:aws:iam::{account}:role/eksguard"}}
        limits: {disable: 100, changePercent: 100}
        """;
  }

  @TempDir private Path folder;

  /// Kills a process at one of its writes.
  private static final class Killer {
    private final int at;
    private final Future<Process> process;
    private boolean killed;
    private int writes;

    private Killer(int at, Future<Process> process) {
      this.at = at;
      this.process = process;
    }

    /// Even writes have their effect, and nobody hears of it; odd ones have none.
    synchronized void write() {
      writes++;
      if (writes == at) {
        killed = true;
        kill();
      }
      if (killed && at % 2 == 1) {
        throw new IllegalStateException("the caller is dead");
      }
    }

    private void kill() {
      try {
        process.get().destroyForcibly().waitFor();
      } catch (InterruptedException | ExecutionException e) {
        throw new AssertionError(e);
      }
    }

    synchronized boolean killed() {
      return killed;
    }
  }

  /// One apply that is killed at a write, and its rerun.
  ///
  /// @return whether the apply had that many writes
  private boolean killAt(int write, Path file) throws Exception {
    Path own = Files.createDirectory(folder.resolve("kill-" + write));
    World before = world();
    try (var sandbox = Sandbox.start(before, 0, InstantSource.system())) {
      var started = new CompletableFuture<Process>();
      var killer = new Killer(write, started);
      WRITES.forEach(operation -> sandbox.faults().beforeOperation(operation, killer::write));
      var process = Program.of(own, sandbox, "apply", "--yes", "-f", file.toString()).start();
      started.complete(process);
      boolean ended = process.waitFor(2, TimeUnit.MINUTES);
      process.destroyForcibly();
      assertThat(ended).as(Files.readString(own.resolve("err"))).isTrue();
      sandbox.faults().clear();
      if (!killer.killed()) {
        assertThat(process.exitValue()).as(Files.readString(own.resolve("err"))).isZero();
        assertUnharmed(before, sandbox);
        return false;
      }

      var run = journal(own);
      var tagged = tagged(sandbox);
      var cli = Cli.inPlaceOfAws(own, sandbox).at(CLOCK);
      var rerun = cli.run("apply", "--yes", "-f", file.toString());
      var plan = cli.run("plan", "--detailed-exitcode", "-f", file.toString());

      assertThat(rerun.code()).as(rerun.toString()).isZero();
      assertThat(plan.code()).as(plan.toString()).isZero();
      assertThat(plan.out()).contains("No changes.");
      assertThat(run.finish()).isEmpty();
      assertThat(run.inDoubt()).as("the write that was cut off").isNotEmpty();
      assertThat(rerun.err()).contains("EG304", "Run `" + run.id() + "` was cut short");
      run.inDoubt().stream()
          .limit(10)
          .forEach(step -> assertThat(rerun.err()).contains("`" + step + "`"));
      assertThat(run.written()).as("intents, before the tags").containsAll(tagged);
      assertUnharmed(before, sandbox);
      return true;
    }
  }

  private static RecordedRun journal(Path own) {
    return switch (Runs.read(Program.runs(own), Runs.LATEST)) {
      case Runs.Found.Run(var run) -> run;
      case Runs.Found other -> throw new AssertionError(other.toString());
    };
  }

  /// The tag steps that the sandbox has heard of.
  private static SortedSet<StepId> tagged(Sandbox sandbox) {
    SortedSet<StepId> steps = new TreeSet<>();
    for (RecordedCall call : sandbox.events().calls("TagResource")) {
      String cluster = call.path().substring(call.path().lastIndexOf('/') + 1);
      steps.add(new StepId(call.region() + "/" + call.account() + "/" + cluster + "/tag"));
    }
    return steps;
  }

  private static void assertUnharmed(World before, Sandbox sandbox) {
    List<String> harmed = new ArrayList<>();
    for (Event event : sandbox.events().all()) {
      String what = event.kind() + " " + event.account() + " " + event.cluster();
      switch (event.kind()) {
        case MANAGED_AT_START, BECAME_MANAGED, AGENT_INSTALLED, AGENT_ADDED_BY_HAND -> {
          if (NEVER.contains(event.cluster())) {
            harmed.add(what);
          }
        }
        case BECAME_UNMANAGED, AGENT_STAYS, AGENT_REMOVED -> harmed.add(what);
      }
    }
    assertThat(harmed).isEmpty();
    before.accounts().keySet().stream()
        .filter(account -> account.startsWith("2"))
        .forEach(account ->
            assertThat(sandbox.events().wasEverManaged(account, REGION, "web"))
                .as(account)
                .isTrue());
  }

  @Test
  void everyRerunComesToTheEndAndNoClusterIsHarmed(TestReporter reporter) throws Exception {
    Path file = Files.writeString(folder.resolve("file.yaml"), file());
    int steps = steps(file);
    var next = new AtomicInteger(1);
    var kills = new AtomicInteger();
    var over = new AtomicBoolean();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        workers.add(
            threads.submit(() -> {
              while (!over.get()) {
                if (killAt(next.getAndIncrement(), file)) {
                  kills.incrementAndGet();
                } else {
                  over.set(true);
                }
              }
              return kills;
            }));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    }

    reporter.publishEntry(steps + " steps, killed at " + kills + " writes");
    assertThat(steps).isGreaterThanOrEqualTo(100);
    assertThat(kills.get())
        .as("one for each tag, and some for the features")
        .isGreaterThan(EXCLUDING + INCLUDING);
  }

  private int steps(Path file) throws IOException {
    Path own = Files.createDirectory(folder.resolve("plan"));
    try (var sandbox = Sandbox.start(world(), 0, InstantSource.system())) {
      var plan =
          Cli.inPlaceOfAws(own, sandbox).run("plan", "-f", file.toString(), "--format", "json");
      assertThat(plan.code()).as(plan.toString()).isZero();
      return JsonMapper.shared().readTree(plan.out()).path("steps").size();
    }
  }
}
