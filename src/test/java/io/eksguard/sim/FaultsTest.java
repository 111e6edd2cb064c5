package io.eksguard.sim;

import static io.eksguard.sim.Worlds.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private static final String TAG = "GuardDutyManaged";
  private final Sandbox sandbox = Worlds.sandbox();
  private final Client member = Client.of(sandbox).as(MEMBER);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private boolean tagged() {
    return sandbox
        .world()
        .cluster(MEMBER, "us-east-1", "payments")
        .orElseThrow()
        .tags()
        .containsKey(TAG);
  }

  private Client.Reply tag() {
    return member.tag(MEMBER, "payments", TAG, "false");
  }

  @Test
  void theSecondCallIsThrottledAndNoOther() {
    sandbox.faults().on("eks:ListClusters").nth(2).throttle();

    assertThat(member.get("eks", "/clusters").status()).isEqualTo(200);
    assertThat(member.get("eks", "/clusters").status()).isEqualTo(429);
    assertThat(member.get("eks", "/clusters").status()).isEqualTo(200);
  }

  @Test
  void eachServiceIsThrottledInItsOwnWords() {
    sandbox.faults().on("*").throttle();

    assertThat(member.get("guardduty", "/detector").header("X-Amzn-ErrorType"))
        .isEqualTo("TooManyRequestsException");
    assertThat(member.organizations("DescribeOrganization", "{}").text("__type"))
        .isEqualTo("TooManyRequestsException");
    assertThat(member.organizations("DescribeOrganization", "{}").status()).isEqualTo(400);
  }

  @Test
  void onlyWhatIsBeyondTheRateIsThrottled() {
    sandbox.faults().on("eks:ListClusters").throttleTo(1);

    var statuses = new ArrayList<Integer>();
    for (int i = 0; i < 4; i++) {
      statuses.add(member.get("eks", "/clusters").status());
    }

    assertThat(statuses).startsWith(200).contains(429);
  }

  @Test
  void tokensComeInWithTime() {
    var now = new AtomicLong();
    var tokens = new Tokens(5, now::get);

    assertThat(IntStream.range(0, 6).filter(_ -> tokens.take()).count()).isEqualTo(5);
    now.addAndGet(200_000_000);
    assertThat(tokens.take()).isTrue();
    assertThat(tokens.take()).isFalse();
  }

  @Test
  void aDeniedCallChangesNothing() {
    sandbox.faults().on("TagResource").account(MEMBER).deny();

    assertThat(tag().status()).isEqualTo(403);
    assertThat(tagged()).isFalse();
  }

  @Test
  void aLostAnswerLeavesItsEffect() {
    sandbox.faults().on("TagResource").loseAnswer();

    assertThatThrownBy(this::tag).isInstanceOf(UncheckedIOException.class);

    assertThat(tagged()).isTrue();
    assertThat(sandbox.events().calls("TagResource"))
        .extracting(RecordedCall::answered)
        .containsOnly(false);
  }

  @Test
  void aConnectionThatBreaksFirstHasNoEffect() {
    sandbox.faults().on("TagResource").hangUp();

    assertThatThrownBy(this::tag).isInstanceOf(UncheckedIOException.class);

    assertThat(tagged()).isFalse();
  }

  @Test
  void oldTagsAreSeenForSomeReads() {
    sandbox.faults().on("TagResource").staleTags(2);
    tag();

    var seen = new ArrayList<Boolean>();
    for (int i = 0; i < 3; i++) {
      seen.add(member.get("eks", "/clusters/payments").http().body().contains(TAG));
    }

    assertThat(seen).isEqualTo(List.of(false, false, true));
  }

  @Test
  void oneAccountOfACallCanFail() {
    sandbox.faults().on("UpdateMemberDetectors").times(1).unprocessed(MEMBER, "Internal error");
    var client = Client.of(sandbox);

    var first = client.memberFeature(MEMBER, "RUNTIME_MONITORING", "ENABLED", "DISABLED");
    var second = client.memberFeature(MEMBER, "RUNTIME_MONITORING", "ENABLED", "DISABLED");

    assertThat(first.text("unprocessedAccounts", "0", "result")).isEqualTo("Internal error");
    assertThat(second.json().path("unprocessedAccounts").size()).isZero();
  }

  @Test
  void theWorldCanChangeJustBeforeACall() {
    sandbox
        .faults()
        .beforeOperation(
            "DescribeCluster", () -> sandbox.setTag(MEMBER, "us-east-1", "payments", TAG, "true"));

    assertThat(member.get("eks", "/clusters/payments").text("cluster", "tags", TAG))
        .isEqualTo("true");
  }

  @Test
  void callsThatWereUnderWayTogetherOverlap() throws Exception {
    var both = new CountDownLatch(2);
    sandbox.faults().beforeOperation("ListClusters", () -> meet(both));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> member.get("eks", "/clusters"));
      threads.submit(() -> member.get("eks", "/clusters")).get();
      first.get();
    }
    sandbox.faults().clear();
    member.get("guardduty", "/detector");

    var calls = sandbox.events().calls("ListClusters");
    assertThat(calls.get(0).overlaps(calls.get(1))).isTrue();
    assertThat(sandbox.events().calls("ListDetectors").getFirst().overlaps(calls.get(1))).isFalse();
  }

  private static void meet(CountDownLatch latch) {
    latch.countDown();
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
