package io.eksguard.plan;

import io.eksguard.model.Region;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What AWS takes for runtime monitoring in one region, for each vCPU of the monitored nodes and
/// month. AWS meters hours of vCPUs; those of a month are one vCPU of it.
///
/// The table has a row only where a public source states the price of that region itself; none is
/// made of another region's.
///
/// @param region the region whose prices these are; others differ
/// @param read when they were read
/// @param source where they are stated
/// @param tiers the prices, for the first vCPUs first
public record AgentPrice(Region region, LocalDate read, String source, List<Tier> tiers) {
  /// How many hours a month is reckoned with: a twelfth of those of a year.
  public static final int HOURS_OF_MONTH = 730;

  /// The worked example of AWS's page is for US East (N. Virginia); it was read in a transcript.
  /// For no other region was a public source found by 2026-11-28: the page itself shows them behind
  /// a chooser.
  private static final List<AgentPrice> TABLE =
      List.of(
          new AgentPrice(
              new Region("us-east-1"),
              LocalDate.of(2026, 10, 7),
              "https://aws.amazon.com/guardduty/pricing/",
              List.of(
                  new Tier(0, new BigDecimal("1.50")),
                  new Tier(500, new BigDecimal("0.75")),
                  new Tier(5000, new BigDecimal("0.25")))));

  public AgentPrice {
    tiers = List.copyOf(tiers);
  }

  /// The price in a region, if it is known.
  public static Optional<AgentPrice> in(Region region) {
    return TABLE.stream().filter(price -> price.region().equals(region)).findFirst();
  }

  /// The price to get an idea by, where that of a region is not known.
  public static AgentPrice example() {
    return TABLE.getFirst();
  }

  /// One price.
  ///
  /// @param above it is for the vCPUs above this number, in a month
  /// @param usd US dollars for each vCPU and month
  public record Tier(int above, BigDecimal usd) {}

  /// What vCPUs that run all month cost at most: no others are monitored in the region, so that the
  /// first of them have the first price.
  public BigDecimal most(long vcpus) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < tiers.size(); i++) {
      long end = i + 1 < tiers.size() ? tiers.get(i + 1).above() : Long.MAX_VALUE;
      long within = Math.max(0, Math.min(vcpus, end) - tiers.get(i).above());
      sum = sum.add(tiers.get(i).usd().multiply(BigDecimal.valueOf(within)));
    }
    return sum;
  }

  /// What they cost at least: so many others are monitored that all of these have the last price.
  public BigDecimal least(long vcpus) {
    return least().multiply(BigDecimal.valueOf(vcpus));
  }

  /// What a vCPU costs at most.
  public BigDecimal most() {
    return tiers.getFirst().usd();
  }

  /// What a vCPU costs at least.
  public BigDecimal least() {
    return tiers.getLast().usd();
  }
}
