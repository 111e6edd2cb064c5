package io.eksguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.apply.Applier;
import io.eksguard.apply.Watch;
import io.eksguard.apply.Writer;
import io.eksguard.apply.Written;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.Change;
import io.eksguard.diff.Reason;
import io.eksguard.journal.Journal;
import io.eksguard.journal.Outcome;
import io.eksguard.journal.RecordedRun;
import io.eksguard.journal.RunId;
import io.eksguard.journal.Runs;
import io.eksguard.live.Agent;
import io.eksguard.live.Cluster;
import io.eksguard.live.Depth;
import io.eksguard.live.Detector;
import io.eksguard.live.LiveCoverage;
import io.eksguard.live.LivePolicy;
import io.eksguard.live.LiveReader;
import io.eksguard.live.LiveState;
import io.eksguard.live.Member;
import io.eksguard.live.OrganizationSettings;
import io.eksguard.live.Reading;
import io.eksguard.live.Vpc;
import io.eksguard.model.AccountId;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Desired;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Setting;
import io.eksguard.model.Standing;
import io.eksguard.model.Units;
import io.eksguard.plan.Action;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalWatchTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T13:44:55Z"));
  private static final RunId ID = new RunId("20261124T134455Z-3f9c");
  private static final StepId TAG = new StepId("us-east-1/444455556666/billing/tag");
  private static final Place PLACE =
      new Place(new AccountId("444455556666"), new Region("us-east-1"));
  private static final ClusterName BILLING = new ClusterName("billing");

  @TempDir Path runs;

  private Journal journal() {
    return Journal.create(runs, ID, CLOCK, "0.1.0", "{}");
  }

  private RecordedRun recorded() {
    return switch (Runs.read(runs, ID.value())) {
      case Runs.Found.Run(var run) -> run;
      case Runs.Found.None _, Runs.Found.NeverBegan _, Runs.Found.Unreadable _ ->
          throw new AssertionError("not recorded");
    };
  }

  private static Plan plan() {
    var change =
        new Change.ClusterTag(
            PLACE,
            Standing.MEMBER,
            BILLING,
            "arn:aws:eks:us-east-1:444455556666:cluster/billing",
            Optional.empty(),
            Optional.of("false"),
            Reason.NEEDS_EXCLUSION_TAG,
            "organization");
    return Plan.of(
        List.of(new Step(TAG, Action.TAG, change, new TreeSet<>(), List.of(), Optional.empty())));
  }

  private static List<Outcome> apply(Watch watch, Runnable onWrite) {
    return new Applier(new OneCluster(), new TagWriter(onWrite), Applier.Options.DEFAULT)
        .apply(plan(), watch, () -> false);
  }

  @Test
  void anIntentIsOnTheDiskBeforeTheWriteBegins() {
    List<RecordedRun> atTheWrite = new ArrayList<>();
    try (var journal = journal()) {
      apply(new JournalWatch(journal, Watch.NONE), () -> atTheWrite.add(recorded()));
    }

    assertThat(atTheWrite)
        .singleElement()
        .satisfies(run -> {
          assertThat(run.inDoubt()).containsExactly(TAG);
          assertThat(run.ended()).isEmpty();
        });
    assertThat(recorded().inDoubt()).isEmpty();
    assertThat(recorded().ended()).containsOnlyKeys(TAG);
  }

  @Test
  void nothingIsWrittenWhereTheIntentCannotBeRecorded() {
    List<String> writes = new ArrayList<>();
    var journal = journal();
    journal.close();
    var watch = new JournalWatch(journal, Watch.NONE);

    List<Outcome> outcomes = apply(watch, () -> writes.add("written"));

    assertThat(writes).isEmpty();
    assertThat(outcomes).noneMatch(Outcome::isDone);
    assertThat(watch.isBroken()).isTrue();
  }

  @Test
  void handsOnWhatItIsToldEvenIfItCannotBeRecorded() {
    List<Outcome> told = new ArrayList<>();
    Watch next =
        new Watch() {
          @Override
          public Optional<Diagnostic> writing(List<Step> steps) {
            throw new AssertionError("no write begins");
          }

          @Override
          public void ended(Outcome outcome) {
            told.add(outcome);
          }
        };
    var journal = journal();
    journal.close();
    var watch = new JournalWatch(journal, next);

    watch.ended(new Outcome.Done(TAG));

    assertThat(told).containsExactly(new Outcome.Done(TAG));
    assertThat(watch.isBroken()).isTrue();
  }

  /// Takes a tag, and tells when.
  private record TagWriter(Runnable onWrite) implements Writer {
    @Override
    public Written tag(Change.ClusterTag change) {
      onWrite.run();
      return new Written.Taken();
    }

    @Override
    public Written ownDetector(Change.AccountFeature change) {
      throw new AssertionError("only a tag is planned");
    }

    @Override
    public SortedMap<AccountId, Written> members(
        Region region, Feature feature, Setting after, Set<AccountId> accounts) {
      throw new AssertionError("only a tag is planned");
    }

    @Override
    public Written organization(Change.OrganizationFeature change) {
      throw new AssertionError("only a tag is planned");
    }

    @Override
    public Written policyText(Change.PolicyText change) {
      throw new AssertionError("only a tag is planned");
    }

    @Override
    public Written agentTags(Change.ClusterAgent change) {
      throw new AssertionError("only a tag of a cluster is planned");
    }

    @Override
    public Written endpoint(Change.VpcEndpoint change) {
      throw new AssertionError("no endpoint is written");
    }

    @Override
    public Written agent(Change.ClusterAgent change) {
      throw new AssertionError("no agent is written");
    }

    @Override
    public Written policyTarget(Change.PolicyTarget change) {
      throw new AssertionError("only a tag is planned");
    }
  }

  /// One cluster without a tag.
  private static final class OneCluster implements LiveReader {
    @Override
    public Reading<AccountId> caller() {
      return new Reading.NotRead<>();
    }

    @Override
    public Reading<SortedMap<String, Vpc>> vpcs(
        Place place, Standing standing, Set<String> vpcs, boolean left) {
      throw new AssertionError("no VPC is read");
    }

    @Override
    public Reading<Agent> agent(Place place, Standing standing, ClusterName cluster) {
      throw new AssertionError("no agent is read");
    }

    @Override
    public Reading<Cluster> cluster(Place place, Standing standing, ClusterName cluster) {
      return new Reading.Present<>(
          new Cluster(
              cluster,
              "arn:aws:eks:us-east-1:444455556666:cluster/billing",
              Optional.empty(),
              false));
    }

    @Override
    public LiveState read(Desired desired, Depth depth) {
      throw new AssertionError("an apply does not read everything");
    }

    @Override
    public LiveState readOne(Desired desired, AccountId account, Depth depth) {
      throw new AssertionError("an apply does not read by the file");
    }

    @Override
    public LiveCoverage coverage(Desired desired) {
      return LiveCoverage.NOT_READ;
    }

    @Override
    public LiveCoverage coverage(SortedMap<Place, Standing> places) {
      return LiveCoverage.NOT_READ;
    }

    @Override
    public Reading<Units> units(Desired desired) {
      return new Reading.NotRead<>();
    }

    @Override
    public Reading<SortedMap<ClusterName, Cluster>> clusters(Place place, Standing standing) {
      return new Reading.NotRead<>();
    }

    @Override
    public Reading<Detector> ownDetector(Place place, Standing standing) {
      return new Reading.NotRead<>();
    }

    @Override
    public SortedMap<AccountId, Reading<Detector>> memberDetectors(
        Region region, Set<AccountId> accounts) {
      return new TreeMap<>();
    }

    @Override
    public Reading<SortedMap<AccountId, Member>> members(Region region) {
      return new Reading.NotRead<>();
    }

    @Override
    public Reading<OrganizationSettings> organizationSettings(Region region) {
      return new Reading.NotRead<>();
    }

    @Override
    public Reading<LivePolicy> policy(String name) {
      return new Reading.NotRead<>();
    }

    @Override
    public Reading<String> callerArn() {
      return new Reading.NotRead<>();
    }
  }
}
