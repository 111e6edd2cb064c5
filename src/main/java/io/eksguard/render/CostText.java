package io.eksguard.render;

import io.eksguard.live.NodeCount;
import io.eksguard.model.Region;
import io.eksguard.plan.AgentPrice;
import io.eksguard.plan.NewlyCovered;
import io.eksguard.plan.NewlyCovered.Sum;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/// What the clusters that get the agent will cost, in words: a line for each region whose price is
/// known, one for the others together, and one for those whose nodes were not counted.
final class CostText {
  private CostText() {}

  static List<String> lines(NewlyCovered covered) {
    List<String> lines = new ArrayList<>();
    SortedMap<Region, Sum> unpriced = new TreeMap<>();
    SortedMap<Region, Sum> uncounted = new TreeMap<>();
    covered
        .sums()
        .forEach((region, sum) -> {
          if (!sum.isSized()) {
            uncounted.put(region, sum);
          } else if (AgentPrice.in(region).isEmpty()) {
            unpriced.put(region, sum);
          } else {
            lines.add(priced(AgentPrice.in(region).get(), sum));
          }
        });
    if (!unpriced.isEmpty()) {
      lines.add(asElsewhere(unpriced));
    }
    if (!uncounted.isEmpty()) {
      lines.add(uncounted(uncounted, covered.asked()));
    }
    return lines;
  }

  private static String priced(AgentPrice price, Sum sum) {
    return "cost in %s: %s for %s, %s; prices read %s"
        .formatted(
            price.region(),
            range(price, List.of(sum)),
            hours(sum.nodes()),
            nodes(sum),
            price.read());
  }

  /// To reckon with, at the prices of a region of which they are known.
  private static String asElsewhere(SortedMap<Region, Sum> regions) {
    AgentPrice price = AgentPrice.example();
    Sum sum = together(regions);
    return "cost in %s: no price is known here; at those of %s %s for %s, %s; prices read %s"
        .formatted(
            names(regions),
            price.region(),
            range(price, regions.values()),
            hours(sum.nodes()),
            nodes(sum),
            price.read());
  }

  /// What several regions cost: in each the first vCPUs have the first price again.
  private static String range(AgentPrice price, Collection<Sum> regions) {
    return "USD %s to %s a month".formatted(usd(regions, price::least), usd(regions, price::most));
  }

  private static String usd(Collection<Sum> regions, LongFunction<BigDecimal> price) {
    return usd(
        regions.stream()
            .map(sum -> price.apply(sum.nodes().vcpus()))
            .reduce(BigDecimal.ZERO, BigDecimal::add));
  }

  private static String usd(BigDecimal amount) {
    return String.format(Locale.ROOT, "%,.2f", amount);
  }

  private static String hours(NodeCount nodes) {
    return "%s (%s)"
        .formatted(
            counted(nodes.vcpus(), "vCPU"),
            counted(nodes.vcpus() * AgentPrice.HOURS_OF_MONTH, "vCPU-hour"));
  }

  /// There may be many, so thousands are set off.
  private static String counted(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }

  /// Whose vCPUs they are, and of whom nothing is known.
  private static String nodes(Sum sum) {
    NodeCount nodes = sum.nodes();
    return "%s now on %s%s%s"
        .formatted(
            counted(nodes.nodes(), "node"),
            sum.counted() == sum.clusters()
                ? Plurals.of(sum.clusters(), "cluster")
                : sum.counted() + " of " + Plurals.of(sum.clusters(), "cluster"),
            (nodes.unsized() == 0 ? "" : ", %d of unknown size".formatted(nodes.unsized()))
                + (nodes.unfit() == 0
                    ? ""
                    : ", and %d on which no agent runs".formatted(nodes.unfit())),
            sum.mayBeMore() ? " and those of others" : "");
  }

  private static String uncounted(SortedMap<Region, Sum> regions, boolean asked) {
    Sum sum = together(regions);
    AgentPrice price = AgentPrice.example();
    List<String> unknown =
        regions.keySet().stream()
            .filter(region -> AgentPrice.in(region).isEmpty())
            .map(Region::name)
            .toList();
    return "cost: %s; each vCPU of theirs USD %s to %s a month (%s, read %s)%s"
        .formatted(
            sizes(sum, asked),
            price.least(),
            price.most(),
            price.region(),
            price.read(),
            unknown.isEmpty()
                ? ""
                : "; no price is known here for %s".formatted(String.join(", ", unknown)));
  }

  /// What is known of nodes of which none has a known size, and how to know more.
  private static String sizes(Sum sum, boolean asked) {
    if (sum.counted() == 0) {
      return "the nodes are not known" + (asked ? "" : " (`plan --cost` counts them)");
    }
    return "%s on %s%s, %s"
        .formatted(
            counted(sum.nodes().nodes(), "node"),
            Plurals.of(sum.counted(), "cluster"),
            sum.counted() == sum.clusters() && !sum.mayBeMore() ? "" : " and those of others",
            asked
                ? "of what size is not known"
                : "going by coverage, of what type is not known (`plan --cost` asks)");
  }

  private static Sum together(SortedMap<Region, Sum> regions) {
    return regions.values().stream().reduce(Sum.NONE, Sum::plus);
  }

  private static String names(SortedMap<Region, Sum> regions) {
    return regions.keySet().stream().map(Region::name).collect(Collectors.joining(", "));
  }
}
