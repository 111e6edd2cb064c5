package io.eksguard.aws.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.model.Permission;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ServiceRatesTest {
  private final AtomicLong now = new AtomicLong();
  private final ServiceRates rates = new ServiceRates(Map.of("eks", 2), now::get);

  @Test
  void readsWaitForTheirTurnOverAllOperations() {
    assertThat(rates.take(Permission.LIST_CLUSTERS)).isZero();
    assertThat(rates.take(Permission.DESCRIBE_CLUSTER)).isZero();
    assertThat(rates.take(Permission.DESCRIBE_CLUSTER)).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void aWriteDoesNotWaitAndCounts() {
    rates.take(Permission.LIST_CLUSTERS);
    rates.take(Permission.LIST_CLUSTERS);

    assertThat(rates.take(Permission.TAG_RESOURCE)).isZero();
    assertThat(rates.take(Permission.LIST_CLUSTERS)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void otherServicesGoAsTheyLike() {
    for (int i = 0; i < 100; i++) {
      assertThat(rates.take(Permission.LIST_MEMBERS)).isZero();
    }
  }
}
