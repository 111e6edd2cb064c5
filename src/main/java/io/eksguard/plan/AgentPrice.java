package io.eksguard.plan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/// What AWS takes for runtime monitoring, for each vCPU of the monitored nodes and month. Nodes are
/// not read, so nothing is reckoned with it here.
///
/// @param region the region whose prices these are; others differ
/// @param read when they were read
/// @param tiers the prices, for the first vCPUs first
/// @see <a href="https://aws.amazon.com/guardduty/pricing/">Amazon GuardDuty pricing, the worked
///   example for US East (N. Virginia), as transcribed on 2026-10-07</a>
public record AgentPrice(String region, LocalDate read, List<Tier> tiers) {
  /// The prices that are known.
  public static final AgentPrice KNOWN =
      new AgentPrice(
          "us-east-1",
          LocalDate.of(2026, 10, 7),
          List.of(
              new Tier(0, new BigDecimal("1.50")),
              new Tier(500, new BigDecimal("0.75")),
              new Tier(5000, new BigDecimal("0.25"))));

  public AgentPrice {
    tiers = List.copyOf(tiers);
  }

  /// One price.
  ///
  /// @param above it is for the vCPUs above this number, in a month
  /// @param usd US dollars for each vCPU and month
  public record Tier(int above, BigDecimal usd) {}

  /// What a vCPU costs at most.
  public BigDecimal most() {
    return tiers.getFirst().usd();
  }

  /// What a vCPU costs at least.
  public BigDecimal least() {
    return tiers.getLast().usd();
  }
}
