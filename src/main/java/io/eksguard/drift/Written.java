package io.eksguard.drift;

import io.eksguard.diff.Change;
import io.eksguard.foreign.Attribute;
import io.eksguard.foreign.LastWrite;
import io.eksguard.foreign.Trail;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Which things in AWS somebody must have written for an item to be as it is.
public final class Written {
  private Written() {}

  /// What to look for in events, so that who wrote last can be told of each item.
  public static Set<Attribute> attributes(Findings found) {
    Set<Attribute> all = new HashSet<>();
    found.items().forEach(item -> all.addAll(of(item, _ -> Optional.empty())));
    return all;
  }

  /// The last write of what the item is about.
  static Optional<LastWrite> lastWrite(Item item, Trail trail) {
    return of(item, trail::policyId).stream()
        .flatMap(attribute -> trail.of(attribute).stream())
        .max(Comparator.comparing(LastWrite::at));
  }

  private static List<Attribute> of(Item item, Function<String, Optional<String>> policyId) {
    return switch (item.matter()) {
      case Matter.Differs(Change change) -> of(change, policyId);
      case Matter.Settling(Change change) -> of(change, policyId);
      case Matter.OddTag _ ->
          item.subject() instanceof Subject.Cluster(var place, var name)
              ? List.of(new Attribute.ClusterTag(place, name))
              : List.of();
      case Matter.Hindered _,
          Matter.OfAgent _,
          Matter.OfEndpoint _,
          Matter.Unreadable _,
          Matter.Expired _,
          Matter.Covered _,
          Matter.NotCovered _ ->
          List.of();
    };
  }

  private static List<Attribute> of(Change change, Function<String, Optional<String>> policyId) {
    return switch (change) {
      case Change.ClusterTag tag -> List.of(new Attribute.ClusterTag(tag.place(), tag.cluster()));
      case Change.ClusterAgent _, Change.VpcEndpoint _ -> List.of();
      case Change.AccountFeature feature ->
          List.of(new Attribute.AccountFeature(feature.place(), feature.feature()));
      case Change.OrganizationFeature feature -> {
        Attribute own = new Attribute.OrganizationFeature(feature.region(), feature.feature());
        Attribute guardDuty = new Attribute.OrganizationGuardDuty(feature.region());
        Stream<Attribute> differ =
            Stream.concat(
                feature.before().equals(feature.after()) ? Stream.empty() : Stream.of(own),
                feature.guardDutyBefore() == feature.guardDutyAfter()
                    ? Stream.empty()
                    : Stream.of(guardDuty));
        yield differ.toList();
      }
      case Change.PolicyText text ->
          text.policyId()
              .or(() -> policyId.apply(text.policy()))
              .<List<Attribute>>map(id -> List.of(new Attribute.PolicyText(id)))
              .orElse(List.of());
      case Change.PolicyTarget target ->
          target
              .policyId()
              .or(() -> policyId.apply(target.policy()))
              .<List<Attribute>>map(id -> List.of(new Attribute.PolicyTarget(id, target.target())))
              .orElse(List.of());
    };
  }
}
