package io.eksguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.HandClock;
import io.eksguard.live.WireAttempt;
import io.eksguard.model.AccountId;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private static final Place ONE = place("444455556666", "us-east-1");
  private static final Place TWO = place("777788889999", "us-east-1");
  private static final Place THREE = place("777788889999", "eu-west-1");

  private final HandClock clock = new HandClock();
  private final Tally tally = new Tally(clock);
  private final StringWriter terminal = new StringWriter();

  private static Place place(String account, String region) {
    return new Place(new AccountId(account), new Region(region));
  }

  private ProgressLine line(boolean onTerminal) {
    return new ProgressLine(tally, clock, new PrintWriter(terminal), onTerminal);
  }

  private void call(int status) {
    tally.attempted(
        new WireAttempt(
            "EKS",
            "ListClusters",
            Optional.of("444455556666"),
            "us-east-1",
            1,
            OptionalInt.of(status),
            Optional.of("id"),
            Duration.ofMillis(3),
            status == 429,
            status < 400 ? Optional.empty() : Optional.of("Error")));
  }

  @Test
  void whatIsDoneSoonShowsNothingWhereThereIsNoTerminal() {
    var line = line(false);
    call(200);

    clock.forward(Duration.ofMillis(9999));
    line.tick();
    line.wipe();

    assertThat(terminal.toString()).isEmpty();
  }

  @Test
  void whereThereIsNoTerminalThereIsALineEveryTenSeconds() {
    var line = line(false);
    call(200);

    for (int second = 0; second < 25; second++) {
      clock.forward(Duration.ofSeconds(1));
      line.tick();
    }

    assertThat(terminal.toString().lines())
        .containsExactly("Asking AWS: 1 call", "Asking AWS: 1 call");
  }

  @Test
  void onATerminalOneLineIsWrittenOver() {
    var line = line(true);
    clock.forward(Duration.ofSeconds(1));

    call(200);
    line.tick();
    call(429);
    line.tick();

    assertThat(terminal.toString())
        .isEqualTo("\r\u001b[KAsking AWS: 1 call\r\u001b[KAsking AWS: 2 calls, 1 throttled");
  }

  @Test
  void beforeAnythingIsAskedATerminalShowsNothing() {
    var line = line(true);

    clock.forward(Duration.ofSeconds(3));
    line.tick();

    assertThat(terminal.toString()).isEmpty();
  }

  @Test
  void theLineIsGoneBeforeAnythingElseIsShown() {
    var line = line(true);
    clock.forward(Duration.ofSeconds(1));
    call(200);
    line.tick();

    line.before(terminal).println("Apply this plan?");

    assertThat(terminal.toString())
        .isEqualTo("\r\u001b[KAsking AWS: 1 call\r\u001b[KApply this plan?\n");
  }

  @Test
  void theLineDoesNotComeBackUntilAwsIsAskedAgain() {
    var line = line(true);
    clock.forward(Duration.ofSeconds(1));
    call(200);
    line.before(terminal).println("Apply this plan?");
    terminal.getBuffer().setLength(0);

    clock.forward(Duration.ofSeconds(10));
    line.tick();
    assertThat(terminal.toString()).isEmpty();

    call(200);
    line.tick();
    assertThat(terminal.toString()).isEqualTo("\r\u001b[KAsking AWS: 2 calls");
  }

  @Test
  void aLineIsNoLongerThanATerminalIsWide() {
    var line = line(true);
    clock.forward(Duration.ofSeconds(1));
    var most = new Tally.Counts(1, 99999, 30, 999999, 99999, 0, Optional.of(Duration.ofHours(99)));
    assertThat(ProgressLine.text(most)).hasSizeGreaterThan(79);
    tally.reading(List.of(ONE, THREE));
    for (int i = 0; i < 1000; i++) {
      call(429);
    }

    line.tick();

    assertThat(terminal.toString()).hasSizeLessThanOrEqualTo(79 + "\r\u001b[K".length());
  }

  @Test
  void itSaysHowManyAccountsAreReadOfHowMany() {
    tally.reading(List.of(ONE, TWO));
    tally.read(ONE);

    assertThat(ProgressLine.text(tally.counts())).isEqualTo("Read 1 of 2 accounts; 0 calls");
  }

  @Test
  void inSeveralRegionsEachAccountCountsInEach() {
    tally.reading(List.of(ONE, TWO));
    tally.reading(List.of(THREE));
    tally.read(ONE);

    assertThat(ProgressLine.text(tally.counts()))
        .isEqualTo("Read 1 of 3 account-regions (2 regions); 0 calls");
  }

  @Test
  void whatIsLeftIsEstimatedOnceItCanBe() {
    tally.reading(List.of(ONE, TWO, THREE));
    tally.read(ONE);
    clock.forward(Duration.ofSeconds(9));
    assertThat(tally.counts().left()).isEmpty();

    clock.forward(Duration.ofSeconds(51));

    assertThat(tally.counts().left()).contains(Duration.ofMinutes(2));
    assertThat(ProgressLine.text(tally.counts()))
        .isEqualTo("Read 1 of 3 account-regions (2 regions), 2 min left; 0 calls");
  }

  @Test
  void whatIsReadAgainCountsAsNotRead() {
    tally.reading(List.of(ONE, TWO));
    tally.read(ONE);
    tally.read(TWO);
    clock.forward(Duration.ofHours(1));

    tally.reading(List.of(ONE, TWO));
    tally.read(TWO);
    clock.forward(Duration.ofSeconds(20));

    assertThat(ProgressLine.text(tally.counts()))
        .isEqualTo("Read 1 of 2 accounts, less than 1 min left; 0 calls");
  }

  @Test
  void whatIsThrottledAndWhatFailsIsCountedApart() {
    call(200);
    call(429);
    call(500);

    assertThat(tally.counts().calls()).isEqualTo(3);
    assertThat(tally.counts().throttled()).isEqualTo(1);
    assertThat(tally.counts().failed()).isEqualTo(1);
  }
}
