package io.eksguard.apply;

import static io.eksguard.live.Lives.OFF;
import static io.eksguard.live.Lives.ON_BY_TAG;
import static io.eksguard.live.Lives.ON_MANAGED;
import static io.eksguard.model.Desireds.ADMINISTRATOR;
import static io.eksguard.model.Desireds.MEMBER;
import static io.eksguard.model.Desireds.OTHER;
import static io.eksguard.model.Desireds.REGION;
import static io.eksguard.model.Desireds.all;
import static io.eksguard.model.Desireds.allExcept;
import static io.eksguard.model.Desireds.disabled;
import static io.eksguard.model.Desireds.draft;
import static io.eksguard.model.Desireds.manual;
import static io.eksguard.model.Desireds.only;
import static io.eksguard.model.Desireds.standalone;
import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.journal.Outcome;
import io.eksguard.live.Cluster;
import io.eksguard.live.LiveState;
import io.eksguard.live.Lives;
import io.eksguard.live.Reading;
import io.eksguard.model.AccountId;
import io.eksguard.model.ApproachName;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Desired;
import io.eksguard.model.Place;
import io.eksguard.model.Standing;
import io.eksguard.plan.Plans;
import io.eksguard.plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ApplierTest {
  private static final Place PLACE = new Place(MEMBER, REGION);
  private static final Place OTHER_PLACE = new Place(OTHER, REGION);
  private static final Applier.Options PATIENT =
      new Applier.Options(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMillis(1), 16);
  private static final Applier.Options IMPATIENT =
      new Applier.Options(Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(1), 16);

  private static List<String> apply(Desired desired, LiveState live, InMemoryCloud cloud) {
    return words(outcomes(desired, live, cloud, PATIENT));
  }

  private static List<Outcome> outcomes(
      Desired desired, LiveState live, InMemoryCloud cloud, Applier.Options options) {
    return new Applier(cloud, cloud, options)
        .apply(Plans.of(desired, live), Watch.NONE, () -> false);
  }

  private static List<String> words(List<Outcome> outcomes) {
    return outcomes.stream().map(ApplierTest::word).toList();
  }

  private static String word(Outcome outcome) {
    String rest = outcome instanceof Outcome.Skipped skipped ? " because " + skipped.because() : "";
    return outcome.step().value().replace("us-east-1/", "")
        + " "
        + outcome.getClass().getSimpleName()
        + rest.replace("us-east-1/", "");
  }

  private static Diagnostic why(List<Outcome> outcomes, String step) {
    return outcomes.stream()
        .filter(o -> o.step().value().endsWith(step))
        .map(o ->
            switch (o) {
              case Outcome.Failed(var _, var why) -> why;
              case Outcome.Held(var _, var why) -> why;
              case Outcome.Stale(var _, var why) -> why;
              default -> throw new AssertionError(o + " has no reason");
            })
        .findFirst()
        .orElseThrow();
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("waited in vain");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static Desired manyMembers(int count, Desired first) {
    var draft = draft();
    first.organization().orElseThrow().members().forEach(draft::member);
    for (int i = 0; i < count; i++) {
      draft.member(new AccountId("1%011d".formatted(i)), all());
    }
    return draft.build();
  }

  @Test
  void writesTheTagsBeforeTheFeature() {
    var desired = standalone(allExcept("a", "b"));
    var live = Lives.of(desired).cluster(MEMBER, "a").cluster(MEMBER, "b").build();
    var cloud = new InMemoryCloud(live);

    apply(desired, live, cloud);

    assertThat(cloud.writes().subList(0, 2))
        .containsExactlyInAnyOrder(
            "tag us-east-1/444455556666/a=false", "tag us-east-1/444455556666/b=false");
    assertThat(cloud.writes().getLast())
        .isEqualTo("own us-east-1/444455556666 RUNTIME_MONITORING ENABLED/ENABLED");
  }

  @Test
  void leavesNothingToDo() {
    var desired = draft().member(MEMBER, allExcept("a")).member(OTHER, only("b")).build();
    var live =
        Lives.of(desired)
            .features(MEMBER, OFF, ON_MANAGED)
            .cluster(MEMBER, "a")
            .tagged(OTHER, "b", "False")
            .build();
    var cloud = new InMemoryCloud(live);

    var outcomes = outcomes(desired, live, cloud, PATIENT);

    assertThat(outcomes).allMatch(Outcome::isDone);
    assertThat(cloud.ownDetector(PLACE, Standing.MEMBER).asOptional())
        .contains(Lives.detector(ON_MANAGED, OFF));
    assertThat(cloud.ownDetector(OTHER_PLACE, Standing.MEMBER).asOptional())
        .contains(Lives.detector(ON_BY_TAG, OFF));
  }

  @Test
  void putsFiftyMembersWithTheSameChangeIntoACall() {
    var desired =
        manyMembers(120, draft().member(MEMBER, manual()).member(OTHER, manual()).build());
    var live = Lives.of(desired).build();
    var cloud = new InMemoryCloud(live);

    var outcomes = outcomes(desired, live, cloud, PATIENT);

    assertThat(outcomes).hasSize(122).allMatch(Outcome::isDone);
    assertThat(cloud.writes().stream().map(ApplierTest::settingAndSize))
        .containsExactlyInAnyOrder(
            "ENABLED/ENABLED 50", "ENABLED/ENABLED 50", "ENABLED/ENABLED 20", "ENABLED/DISABLED 2");
  }

  private static String settingAndSize(String write) {
    String[] words = write.split(" ", -1);
    return words[3] + " " + words[4].split(",", -1).length;
  }

  @Test
  void readsTheMembersOfACallInOneCall() {
    var desired = manyMembers(120, draft().build());
    var live = Lives.of(desired).build();
    var cloud = new InMemoryCloud(live);

    apply(desired, live, cloud);

    assertThat(cloud.reads().stream().filter(r -> r.startsWith("members")))
        .containsExactlyInAnyOrder("members 50", "members 50", "members 20");
  }

  @Test
  void neverWritesTwiceAtOnceThroughOneDetector() {
    var desired =
        draft()
            .administrator(all())
            .member(MEMBER, all())
            .member(OTHER, manual())
            .newAccounts(AutoEnable.NEW, ApproachName.ALL)
            .build();
    var live = Lives.of(desired).build();
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    var second = new CountDownLatch(2);
    var cloud =
        new InMemoryCloud(live)
            .onWrite(_ -> {
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              second.countDown();
              giveAnotherTheTimeToComeIn(second);
              inside.decrementAndGet();
            });

    var outcomes = outcomes(desired, live, cloud, PATIENT);

    assertThat(outcomes).hasSize(4).allMatch(Outcome::isDone);
    assertThat(cloud.writes()).hasSize(4);
    assertThat(most).hasValue(1);
  }

  private static void giveAnotherTheTimeToComeIn(CountDownLatch second) {
    try {
      var _ = second.await(200, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Test
  void writesTagsAtTheSameTime() {
    var desired = standalone(allExcept("a", "b"));
    var live = Lives.of(desired).cluster(MEMBER, "a").cluster(MEMBER, "b").build();
    var bothInside = new CountDownLatch(2);
    var cloud =
        new InMemoryCloud(live)
            .onWrite(write -> {
              if (write.startsWith("tag")) {
                bothInside.countDown();
                await(bothInside);
              }
            });

    assertThat(apply(desired, live, cloud)).allMatch(word -> word.endsWith(" Done"));
  }

  @Test
  void hasNoMoreAttemptsInFlightThanAllowed() {
    var desired = standalone(allExcept("a", "b", "c"));
    var live =
        Lives.of(desired).cluster(MEMBER, "a").cluster(MEMBER, "b").cluster(MEMBER, "c").build();
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    var second = new CountDownLatch(2);
    var cloud =
        new InMemoryCloud(live)
            .onWrite(_ -> {
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              second.countDown();
              giveAnotherTheTimeToComeIn(second);
              inside.decrementAndGet();
            });

    outcomes(
        desired,
        live,
        cloud,
        new Applier.Options(Duration.ZERO, Duration.ZERO, Duration.ofMillis(1), 1));

    assertThat(most).hasValue(1);
    assertThat(cloud.writes()).hasSize(4);
  }

  @Test
  void aRefusedTagCostsOnlyItsOwnAccount() {
    var desired = draft().member(MEMBER, allExcept("web")).member(OTHER, allExcept("web")).build();
    var live = Lives.of(desired).cluster(MEMBER, "web").cluster(OTHER, "web").build();
    var cloud = new InMemoryCloud(live).refuse("tag us-east-1/444455556666/web");

    assertThat(apply(desired, live, cloud))
        .containsExactlyInAnyOrder(
            "444455556666/web/tag Failed",
            "444455556666/feature Skipped because 444455556666/web/tag",
            "777788889999/web/tag Done",
            "777788889999/feature Done");
    assertThat(cloud.writes())
        .noneMatch(w -> w.startsWith("members") && w.contains("444455556666"));
  }

  @Test
  void whatWaitsForASkippedStepIsSkippedForThatReason() {
    var desired = standalone(allExcept("web"));
    var live = Lives.of(desired).features(MEMBER, OFF, ON_MANAGED).cluster(MEMBER, "web").build();
    var cloud = new InMemoryCloud(live).refuse("tag us-east-1/444455556666/web");

    assertThat(apply(desired, live, cloud).getLast())
        .startsWith("444455556666/other-feature Skipped because 444455556666/");
    assertThat(cloud.writes()).hasSize(1);
  }

  @Test
  void oneUnprocessedMemberCostsOnlyItself() {
    var desired = draft().member(MEMBER, all()).member(OTHER, all()).build();
    var live = Lives.of(desired).build();
    var cloud = new InMemoryCloud(live).refuse("member us-east-1/444455556666");

    assertThat(apply(desired, live, cloud))
        .containsExactly("444455556666/feature Failed", "777788889999/feature Done");
    assertThat(cloud.writes()).hasSize(1);
  }

  private static Written.NotNow noMemberYet() {
    return new Written.NotNow(
        new Written.Refused(Diagnostic.error(Code.NOT_A_MEMBER, "not an associated member")));
  }

  private static Written.NotNow internalError() {
    return new Written.NotNow(
        new Written.InDoubt(Diagnostic.error(Code.WRITE_FAILED, "Internal error")));
  }

  /// Answers the first writes of a member so.
  private static InMemoryCloud atFirst(InMemoryCloud cloud, int times, Written answer) {
    var left = new AtomicInteger(times);
    return cloud.answer(asked ->
        asked.equals("member us-east-1/444455556666") && left.getAndDecrement() > 0
            ? Optional.of(answer)
            : Optional.empty());
  }

  @Test
  void aMemberThatIsNotKnownYetIsTriedAgainAloneBehindItsGuards() {
    var desired = draft().member(MEMBER, allExcept("web")).member(OTHER, all()).build();
    var live = Lives.of(desired).tagged(MEMBER, "web", "false").build();
    var cloud = atFirst(new InMemoryCloud(live), 2, noMemberYet());

    var outcomes = outcomes(desired, live, cloud, PATIENT);

    assertThat(outcomes).allMatch(Outcome.Done.class::isInstance);
    assertThat(cloud.writes().stream().map(write -> write.split(" ", -1)[4]))
        .containsExactly("444455556666,777788889999", "444455556666", "444455556666");
    assertThat(cloud.reads().stream().filter(r -> r.equals("clusters us-east-1/444455556666")))
        .hasSize(3);
  }

  @Test
  void aClusterThatAppearsWhileAMemberIsNotKnownYetHoldsTheStep() {
    var desired = draft().member(MEMBER, allExcept("web*")).build();
    var live = Lives.of(desired).build();
    var cloud = atFirst(new InMemoryCloud(live), 1, noMemberYet());
    cloud.onWrite(_ -> cloud.set(PLACE, "web-2", Optional.empty()));

    var outcomes = outcomes(desired, live, cloud, PATIENT);

    assertThat(words(outcomes)).containsExactly("444455556666/feature Held");
    assertThat(cloud.writes()).hasSize(1);
  }

  @Test
  void aMemberThatNeverBecomesKnownFailsForThatReason() {
    var desired = draft().member(MEMBER, all()).member(OTHER, all()).build();
    var live = Lives.of(desired).build();
    var cloud = atFirst(new InMemoryCloud(live), Integer.MAX_VALUE, noMemberYet());

    var outcomes = outcomes(desired, live, cloud, IMPATIENT);

    assertThat(words(outcomes))
        .containsExactly("444455556666/feature Failed", "777788889999/feature Done");
    assertThat(why(outcomes, "444455556666/feature").code()).isEqualTo(Code.NOT_A_MEMBER);
  }

  @Test
  void whatAnInternalErrorDidAllTheSameIsDone() {
    var desired = draft().member(MEMBER, all()).build();
    var live = Lives.of(desired).build();
    var cloud = atFirst(new InMemoryCloud(live), 1, internalError());
    cloud.onWrite(_ -> cloud.set(PLACE, ON_MANAGED));

    var outcomes = outcomes(desired, live, cloud, PATIENT);

    assertThat(words(outcomes)).containsExactly("444455556666/feature Done");
    assertThat(cloud.writes()).hasSize(1);
  }

  @Test
  void afterAnInternalErrorNothingIsSaidToBeUnwritten() {
    var desired = draft().member(MEMBER, allExcept("web*")).build();
    var live = Lives.of(desired).build();
    var cloud = atFirst(new InMemoryCloud(live), 1, internalError());
    cloud.onWrite(_ -> cloud.set(PLACE, "web-2", Optional.empty()));

    var outcomes = outcomes(desired, live, cloud, PATIENT);

    assertThat(words(outcomes)).containsExactly("444455556666/feature Failed");
    assertThat(why(outcomes, "/feature").message()).isEqualTo("Internal error");
  }

  @Test
  void whatWaitsToBeTriedAgainEndsAsItStandsWhenToldToStop() {
    var desired = draft().member(MEMBER, all()).build();
    var live = Lives.of(desired).build();
    var written = new AtomicBoolean();
    var cloud =
        new InMemoryCloud(live)
            .onWrite(_ -> written.set(true))
            .answer(_ -> Optional.of(internalError()));
    var ended = Collections.synchronizedList(new ArrayList<Outcome>());
    var watch =
        new Watch() {
          @Override
          public Optional<Diagnostic> writing(List<Step> steps) {
            return Optional.empty();
          }

          @Override
          public void ended(Outcome outcome) {
            ended.add(outcome);
          }
        };

    var outcomes =
        new Applier(cloud, cloud, PATIENT).apply(Plans.of(desired, live), watch, written::get);

    assertThat(words(outcomes)).containsExactly("444455556666/feature Failed");
    assertThat(ended).isEqualTo(outcomes);
  }

  @Test
  void pollsAGuardUntilTheTagIsVisible() {
    var desired = standalone(allExcept("web"));
    var live = Lives.of(desired).cluster(MEMBER, "web").build();
    var cloud = new InMemoryCloud(live).hideTag(PLACE, "web", 3);

    assertThat(apply(desired, live, cloud)).allMatch(word -> word.endsWith(" Done"));
    assertThat(cloud.reads()).hasSize(4);
  }

  @Test
  void holdsAStepWhoseTagNeverBecomesVisible() {
    var desired = standalone(allExcept("web"));
    var live = Lives.of(desired).cluster(MEMBER, "web").build();
    var cloud = new InMemoryCloud(live).hideTag(PLACE, "web", Integer.MAX_VALUE);

    var outcomes = outcomes(desired, live, cloud, IMPATIENT);

    assertThat(words(outcomes))
        .containsExactly("444455556666/web/tag Done", "444455556666/feature Held");
    assertThat(why(outcomes, "/feature").message()).contains("not visible yet", "`web`");
    assertThat(cloud.writes()).noneMatch(w -> w.startsWith("own"));
  }

  @Test
  void aMemberWhoseTagIsNotVisibleYetDoesNotKeepTheOthersWaiting() {
    var desired = draft().member(MEMBER, allExcept("web")).member(OTHER, allExcept("web")).build();
    var live = Lives.of(desired).cluster(MEMBER, "web").cluster(OTHER, "web").build();
    var cloud = new InMemoryCloud(live).hideTag(PLACE, "web", Integer.MAX_VALUE);

    var outcomes = outcomes(desired, live, cloud, IMPATIENT);

    assertThat(words(outcomes)).contains("444455556666/feature Held", "777788889999/feature Done");
  }

  @Test
  void holdsTheFeatureWhenAClusterHasAppearedAndNamesIt() {
    var desired = standalone(allExcept("sandbox-*"));
    var live = Lives.of(desired).cluster(MEMBER, "sandbox-1").build();
    var cloud = new InMemoryCloud(live);
    cloud.onWrite(_ -> cloud.set(PLACE, "sandbox-2", Optional.empty()));

    var outcomes = outcomes(desired, live, cloud, PATIENT);

    assertThat(words(outcomes))
        .containsExactly("444455556666/sandbox-1/tag Done", "444455556666/feature Held");
    assertThat(why(outcomes, "/feature").message()).contains("`sandbox-2`", "must be `false`");
    assertThat(why(outcomes, "/feature").code()).isEqualTo(Code.HELD);
  }

  @Test
  void aNewClusterThatNeedsNoTagHoldsNothing() {
    var desired = standalone(allExcept("sandbox-*"));
    var live = Lives.of(desired).cluster(MEMBER, "sandbox-1").build();
    var cloud = new InMemoryCloud(live);
    cloud.onWrite(_ -> cloud.set(PLACE, "payments", Optional.empty()));

    assertThat(apply(desired, live, cloud)).allMatch(word -> word.endsWith(" Done"));
  }

  @Test
  void holdsTheFeatureWhenSomebodyTookATagAwayThatWasThere() {
    var desired = standalone(allExcept("old"));
    var live = Lives.of(desired).tagged(MEMBER, "old", "false").build();
    var cloud = new InMemoryCloud(live);
    cloud.set(PLACE, "old", Optional.empty());

    var outcomes = outcomes(desired, live, cloud, PATIENT);

    assertThat(words(outcomes)).containsExactly("444455556666/feature Held");
    assertThat(why(outcomes, "/feature").message()).contains("`old`", "is absent");
  }

  @Test
  void holdsTheFeatureWhereTheClustersAreNotReadAgain() {
    var desired = standalone(allExcept("web"));
    var live = Lives.of(desired).tagged(MEMBER, "web", "false").build();
    List<Reading<SortedMap<ClusterName, Cluster>>> readings =
        List.of(new Reading.Absent<>(), new Reading.NotRead<>());

    for (var reading : readings) {
      var cloud = new InMemoryCloud(live).clusters(reading);

      assertThat(apply(desired, live, cloud)).containsExactly("444455556666/feature Held");
      assertThat(cloud.writes()).isEmpty();
    }
  }

  @Test
  void readsTheSettingsItReliesOnAfterTheClusters() {
    var desired = draft().member(MEMBER, all()).build();
    var live = Lives.of(desired).features(MEMBER, ON_MANAGED, ON_MANAGED).build();
    var cloud = new InMemoryCloud(live);
    cloud.onRead(_ -> cloud.set(PLACE, OFF, ON_MANAGED));

    assertThat(words(outcomes(desired, live, cloud, IMPATIENT)))
        .containsExactly("444455556666/other-feature Held");
    assertThat(cloud.writes()).isEmpty();
  }

  @Test
  void readsAllThatARaiseToAllReliesOnAtTheSameTime() {
    var desired =
        draft()
            .newAccounts(AutoEnable.ALL, ApproachName.MANUAL)
            .administrator(manual())
            .member(MEMBER, manual())
            .member(OTHER, manual())
            .build();
    var live =
        Lives.of(desired)
            .runtime(ADMINISTRATOR, ON_BY_TAG)
            .runtime(MEMBER, ON_BY_TAG)
            .runtime(OTHER, ON_BY_TAG)
            .build();
    var bothInside = new CountDownLatch(3);
    var cloud =
        new InMemoryCloud(live)
            .onRead(_ -> {
              bothInside.countDown();
              await(bothInside);
            });

    assertThat(apply(desired, live, cloud))
        .containsExactly("organization/RUNTIME_MONITORING/all Done");
    assertThat(cloud.reads().getLast()).isEqualTo("members 2");
  }

  @Test
  void holdsAllWhenAnAccountHasJoinedSince() {
    var desired =
        draft().newAccounts(AutoEnable.ALL, ApproachName.ALL).administrator(all()).build();
    var live = Lives.of(desired).runtime(ADMINISTRATOR, ON_MANAGED).build();
    var cloud = new InMemoryCloud(live).joined(PLACE.region(), OTHER);

    var outcomes = outcomes(desired, live, cloud, PATIENT);

    assertThat(words(outcomes)).containsExactly("organization/RUNTIME_MONITORING/all Held");
    assertThat(outcomes.toString()).contains("Account 777788889999 joined `us-east-1`");
    assertThat(cloud.writes()).isEmpty();
  }

  @Test
  void doesNotWriteATagThatAnotherHandHasSet() {
    var desired = standalone(allExcept("web"));
    var live = Lives.of(desired).cluster(MEMBER, "web").build();
    var cloud = new InMemoryCloud(live);
    cloud.set(PLACE, "web", Optional.of("false"));

    assertThat(apply(desired, live, cloud))
        .containsExactly("444455556666/web/tag DoneByOther", "444455556666/feature Done");
    assertThat(cloud.writes()).hasSize(1);
  }

  @Test
  void doesNotWriteAFeatureThatAnotherHandHasSet() {
    var desired = draft().member(MEMBER, all()).member(OTHER, all()).build();
    var live = Lives.of(desired).build();
    var cloud = new InMemoryCloud(live);
    cloud.set(PLACE, ON_MANAGED);

    assertThat(apply(desired, live, cloud))
        .containsExactly("444455556666/feature DoneByOther", "777788889999/feature Done");
    assertThat(cloud.writes())
        .containsExactly("members us-east-1 RUNTIME_MONITORING ENABLED/ENABLED 777788889999");
  }

  @Test
  void aTagThatIsNeitherAsSeenNorAsWantedIsStaleAndCostsWhatWaitsForIt() {
    var desired = standalone(allExcept("web"));
    var live = Lives.of(desired).cluster(MEMBER, "web").build();
    var cloud = new InMemoryCloud(live);
    cloud.set(PLACE, "web", Optional.of("true"));

    var outcomes = outcomes(desired, live, cloud, PATIENT);

    assertThat(words(outcomes))
        .containsExactly(
            "444455556666/web/tag Stale",
            "444455556666/feature Skipped because 444455556666/web/tag");
    assertThat(why(outcomes, "/tag").message()).contains("untagged when planned", "`true` now");
    assertThat(cloud.writes()).isEmpty();
  }

  @Test
  void aClusterThatIsGoneMakesItsTagStale() {
    var desired = standalone(allExcept("web"));
    var live = Lives.of(desired).cluster(MEMBER, "web").build();
    var cloud = new InMemoryCloud(live);
    cloud.remove(PLACE, "web");

    assertThat(apply(desired, live, cloud).getFirst()).isEqualTo("444455556666/web/tag Stale");
  }

  @Test
  void anOrganizationThatSomebodyChangedIsStale() {
    var desired = draft().newAccounts(AutoEnable.NEW, ApproachName.ALL).build();
    var live = Lives.of(desired).build();
    var changed =
        Lives.of(desired)
            .organization(
                new AutoEnableSetting(AutoEnable.NEW, AutoEnable.NONE), AutoEnableSetting.NONE)
            .build();
    var cloud = new InMemoryCloud(changed);

    assertThat(apply(desired, live, cloud))
        .containsExactly("organization/RUNTIME_MONITORING Stale");
    assertThat(cloud.writes()).isEmpty();
  }

  @Test
  void finishesWhatIsInFlightWhenToldToStopAndStartsNothingMore() {
    var desired = standalone(allExcept("web"));
    var live = Lives.of(desired).cluster(MEMBER, "web").build();
    var stop = new AtomicBoolean();
    var cloud = new InMemoryCloud(live).onWrite(_ -> stop.set(true));

    var outcomes =
        new Applier(cloud, cloud, PATIENT).apply(Plans.of(desired, live), Watch.NONE, stop::get);

    assertThat(words(outcomes))
        .containsExactly("444455556666/web/tag Done", "444455556666/feature NotStarted");
  }

  @Test
  void startsNothingMoreWhileWhatIsInFlightGoesOn() {
    var desired =
        draft().standalone(MEMBER, allExcept("web")).standalone(OTHER, allExcept("web")).build();
    var live = Lives.of(desired).cluster(MEMBER, "web").cluster(OTHER, "web").build();
    var stop = new AtomicBoolean();
    var bothInside = new CountDownLatch(2);
    var another = new CountDownLatch(3);
    var cloud =
        new InMemoryCloud(live)
            .onWrite(write -> {
              another.countDown();
              bothInside.countDown();
              await(bothInside);
              stop.set(true);
              if (write.startsWith("tag us-east-1/777788889999")) {
                giveAnotherTheTimeToComeIn(another);
              }
            });

    var outcomes =
        new Applier(cloud, cloud, PATIENT).apply(Plans.of(desired, live), Watch.NONE, stop::get);

    assertThat(words(outcomes))
        .containsExactly(
            "444455556666/web/tag Done",
            "444455556666/feature NotStarted",
            "777788889999/web/tag Done",
            "777788889999/feature NotStarted");
  }

  @Test
  void startsNothingWhenToldToStopBefore() {
    var desired = standalone(all());
    var live = Lives.of(desired).build();
    var cloud = new InMemoryCloud(live);

    var outcomes =
        new Applier(cloud, cloud, PATIENT).apply(Plans.of(desired, live), Watch.NONE, () -> true);

    assertThat(words(outcomes)).containsExactly("444455556666/feature NotStarted");
    assertThat(cloud.writes()).isEmpty();
  }

  @Test
  void aBugInAWriteFailsItsStepAndDoesNotHangTheRun() {
    var desired = draft().member(MEMBER, allExcept("web")).member(OTHER, allExcept("web")).build();
    var live = Lives.of(desired).cluster(MEMBER, "web").cluster(OTHER, "web").build();
    var cloud =
        new InMemoryCloud(live)
            .onWrite(write -> {
              if (write.startsWith("tag us-east-1/444455556666")) {
                throw new IllegalStateException("a bug");
              }
            });

    var outcomes = outcomes(desired, live, cloud, PATIENT);

    assertThat(words(outcomes))
        .contains("444455556666/web/tag Failed", "777788889999/feature Done");
    assertThat(why(outcomes, "444455556666/web/tag").code()).isEqualTo(Code.BUG);
  }

  @Test
  void aBugInAReadFailsItsStepAndDoesNotHangTheRun() {
    var desired = standalone(all());
    var live = Lives.of(desired).build();
    var cloud =
        new InMemoryCloud(live)
            .onRead(_ -> {
              throw new AssertionError("a bug");
            });

    var outcomes = outcomes(desired, live, cloud, PATIENT);

    assertThat(words(outcomes)).containsExactly("444455556666/feature Failed");
    assertThat(cloud.writes()).isEmpty();
  }

  @Test
  void aWriteInDoubtHasFailedAndStopsWhatWaitsForIt() {
    var desired = standalone(allExcept("web"));
    var live = Lives.of(desired).cluster(MEMBER, "web").build();
    var doubt = Diagnostic.error(Code.IN_DOUBT, "The answer was lost.");
    var cloud = new InMemoryCloud(live).answer(_ -> Optional.of(new Written.InDoubt(doubt)));

    assertThat(apply(desired, live, cloud))
        .containsExactly(
            "444455556666/web/tag Failed",
            "444455556666/feature Skipped because 444455556666/web/tag");
  }

  @Test
  void turnsTheOtherFeatureOffOnlyOnceTheChosenOneIsSeenToBeOn() {
    var desired = standalone(all());
    var live = Lives.of(desired).features(MEMBER, ON_MANAGED, ON_MANAGED).build();
    var cloud = new InMemoryCloud(live);
    cloud.set(PLACE, OFF);

    var outcomes = outcomes(desired, live, cloud, IMPATIENT);

    assertThat(words(outcomes)).containsExactly("444455556666/other-feature Held");
    assertThat(why(outcomes, "/other-feature").message()).contains("RUNTIME_MONITORING");
  }

  @Test
  void lowersAllBeforeItTurnsAMemberOff() {
    var desired =
        draft().newAccounts(AutoEnable.NEW, ApproachName.ALL).member(MEMBER, disabled()).build();
    var live =
        Lives.of(desired)
            .runtime(MEMBER, ON_MANAGED)
            .organization(
                new AutoEnableSetting(AutoEnable.ALL, AutoEnable.ALL), AutoEnableSetting.NONE)
            .build();
    var cloud = new InMemoryCloud(live);

    apply(desired, live, cloud);

    assertThat(cloud.writes())
        .containsExactly(
            "organization us-east-1 RUNTIME_MONITORING NEW/NEW",
            "members us-east-1 RUNTIME_MONITORING DISABLED/DISABLED 444455556666");
  }

  @Test
  void tellsOfEveryWriteBeforeItAndOfEveryStepOnce() {
    var desired = standalone(allExcept("web"));
    var live = Lives.of(desired).features(MEMBER, OFF, ON_MANAGED).cluster(MEMBER, "web").build();
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    var cloud =
        new InMemoryCloud(live)
            .onWrite(write -> told.add("write " + write.split(" ", -1)[0]))
            .refuse("own us-east-1/444455556666");
    var watch =
        new Watch() {
          @Override
          public Optional<Diagnostic> writing(List<Step> steps) {
            told.add("writing " + steps.getFirst().id().value().substring(23));
            return Optional.empty();
          }

          @Override
          public void ended(Outcome outcome) {
            told.add(word(outcome).substring(13));
          }
        };

    new Applier(cloud, cloud, PATIENT).apply(Plans.of(desired, live), watch, () -> false);

    assertThat(told)
        .containsExactly(
            "writing web/tag",
            "write tag",
            "web/tag Done",
            "writing feature",
            "write own",
            "feature Failed",
            "other-feature Skipped because 444455556666/feature");
  }
}
