package io.eksguard.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.retries.api.BackoffStrategy;

class PatienceTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE);
  private final List<Duration> pauses = new ArrayList<>();
  private final List<Set<String>> asked = new ArrayList<>();
  private final Patience patience =
      new Patience(
          () -> Duration.ofSeconds(7),
          BackoffStrategy.exponentialDelayWithoutJitter(SECOND, Duration.ofSeconds(3)),
          now::get,
          pause -> {
            pauses.add(pause);
            now.addAndGet(pause.toNanos());
          });

  private static SortedSet<String> set(String... words) {
    return new TreeSet<>(List.of(words));
  }

  @Test
  void asksAgainOnlyForThoseThatAreLeft() {
    patience.untilNoneIsLeft(
        set("a", "b", "c"),
        wanted -> {
          asked.add(wanted);
          return switch (asked.size()) {
            case 1 -> set("a", "c");
            case 2 -> set("c");
            default -> set();
          };
        });

    assertThat(asked).containsExactly(set("a", "b", "c"), set("a", "c"), set("c"));
    assertThat(pauses).containsExactly(SECOND, SECOND.multipliedBy(2));
  }

  @Test
  void givesUpBeforeTheTimeIsOver() {
    patience.untilNoneIsLeft(
        set("a"),
        wanted -> {
          asked.add(wanted);
          return set("a");
        });

    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isEqualTo(Duration.ofSeconds(6));
    assertThat(asked).hasSize(4);
  }

  @Test
  void doesNotWaitForNothing() {
    patience.untilNoneIsLeft(set("a"), _ -> set());

    assertThat(pauses).isEmpty();
  }
}
