package io.eksguard.diff;

import io.eksguard.diff.Rivalry.Unlike;
import io.eksguard.diff.Rivalry.When;
import io.eksguard.foreign.Claim;
import io.eksguard.foreign.Holder;
import io.eksguard.foreign.TagValue;
import io.eksguard.foreign.Whereabouts;
import io.eksguard.live.Cluster;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Desired;
import io.eksguard.model.Feature;
import io.eksguard.model.NewAccounts;
import io.eksguard.model.Organization;
import io.eksguard.model.Place;
import io.eksguard.model.Setting;
import io.eksguard.model.TagNeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Finds who else owns what the file speaks of, and wants it otherwise.
public final class Rivals {
  private final Desired desired;
  private final Difference difference;

  private Rivals(Desired desired, Difference difference) {
    this.desired = desired;
    this.difference = difference;
  }

  /// All that others claim against the file. The same for the same arguments, in the same order.
  ///
  /// @param claims what others say that they own
  public static List<Rivalry> of(Desired desired, Difference difference, List<Claim> claims) {
    var rivals = new Rivals(desired, difference);
    return claims.stream().flatMap(claim -> rivals.of(claim).stream()).distinct().toList();
  }

  private List<Rivalry> of(Claim claim) {
    return switch (claim) {
      case Claim.ClusterTags tags -> tags(tags);
      case Claim.StackTags stack -> stack(stack);
      case Claim.AccountFeature feature -> feature(feature);
      case Claim.OrganizationFeature feature -> organization(feature);
      case Claim.OrganizationGuardDuty all -> guardDuty(all);
      case Claim.Agent agent -> agent(agent);
      case Claim.Endpoint endpoint -> endpoint(endpoint);
    };
  }

  private Stream<Ground> grounds(Whereabouts where) {
    return difference.grounds().values().stream().filter(ground -> where.mayBe(ground.place()));
  }

  /// Where a cluster of this name may be meant. Where the other's file tells the place, the cluster
  /// need not be there yet; by its name alone, only one that is there is meant.
  private List<Ground> groundsOf(Whereabouts where, ClusterName cluster) {
    boolean isTold = where.place().isPresent();
    return grounds(where)
        .filter(ground -> isTold || ground.clusters().containsKey(cluster))
        .toList();
  }

  private static boolean byNameOnly(Whereabouts where) {
    return where.place().isEmpty();
  }

  private List<Rivalry> tags(Claim.ClusterTags claim) {
    List<Rivalry> found = new ArrayList<>();
    for (Ground ground : groundsOf(claim.where(), claim.cluster())) {
      ground
          .tagNeed(claim.cluster())
          .flatMap(need ->
              when(claim, need)
                  .map(when ->
                      new Rivalry.ClusterTag(
                          claim,
                          ground.place(),
                          need,
                          when,
                          byNameOnly(claim.where()),
                          ground.path(claim.cluster()))))
          .ifPresent(found::add);
    }
    return found;
  }

  /// When the other would undo the tag; nothing if it would not.
  private static Optional<When> when(Claim.ClusterTags claim, TagNeed need) {
    Optional<Optional<String>> after = claim.after().carried();
    boolean made = claim.holder() instanceof Holder.Planned planned && planned.isMade();
    if (after.map(need::isMetBy).orElse(false)) {
      return Optional.empty();
    }
    // A tag that is ignored is not written when a cluster is made, either.
    if (claim.ignored() && !made) {
      return Optional.empty();
    }
    if (claim.holder() instanceof Holder.Remembered) {
      return Optional.of(When.PERHAPS);
    }
    if (after.isEmpty()) {
      return Optional.of(When.UNKNOWN);
    }
    if (made) {
      return Optional.of(When.WHEN_MADE);
    }
    boolean metBefore = claim.before().carried().map(need::isMetBy).orElse(false);
    return Optional.of(metBefore ? When.NOW : When.NEXT);
  }

  private List<Rivalry> stack(Claim.StackTags claim) {
    List<Rivalry> found = new ArrayList<>();
    grounds(claim.where())
        .forEach(ground ->
            ground.clusters().values().stream()
                .filter(cluster -> cluster.stack().equals(Optional.of(claim.holder().name())))
                .forEach(cluster -> ofStack(claim, ground, cluster).ifPresent(found::add)));
    return found;
  }

  private static Optional<Rivalry> ofStack(Claim.StackTags claim, Ground ground, Cluster cluster) {
    return ground
        .tagNeed(cluster.name())
        .filter(need -> !claim.tag().carried().map(need::isMetBy).orElse(false))
        .map(need ->
            new Rivalry.OfStack(
                claim.holder(),
                ground.place(),
                cluster.name(),
                need,
                claim.tag(),
                byNameOnly(claim.where()),
                ground.path(cluster.name())));
  }

  /// The stacks that made clusters whose tag was taken away: nobody says so, but it is likely.
  ///
  /// @param claims what others say that they own; where one is of the stack, nothing is guessed
  public static List<Rivalry> likely(Difference difference, List<Claim> claims) {
    List<Rivalry> found = new ArrayList<>();
    for (Change change : difference.changes()) {
      if (change instanceof Change.ClusterTag tag && tag.before().isEmpty()) {
        Optional<Ground> ground = Optional.ofNullable(difference.grounds().get(tag.place()));
        ground
            .flatMap(known -> Optional.ofNullable(known.clusters().get(tag.cluster())))
            .flatMap(Cluster::stack)
            .filter(stack -> claims.stream().noneMatch(claim -> isOf(claim, stack, tag.place())))
            .flatMap(stack ->
                ground
                    .flatMap(known -> known.tagNeed(tag.cluster()))
                    .map(need -> likely(stack, tag, need)))
            .ifPresent(found::add);
      }
    }
    return found;
  }

  private static Rivalry likely(String stack, Change.ClusterTag tag, TagNeed need) {
    return new Rivalry.OfStack(
        new Holder.Stack("", stack),
        tag.place(),
        tag.cluster(),
        need,
        new TagValue.Unknown(),
        false,
        tag.path());
  }

  private static boolean isOf(Claim claim, String stack, Place place) {
    return claim instanceof Claim.StackTags told
        && told.holder().name().equals(stack)
        && told.where().mayBe(place);
  }

  private List<Rivalry> feature(Claim.AccountFeature claim) {
    List<Ground> all = grounds(claim.where()).toList();
    if (claim.where().account().isEmpty() && all.size() > 1) {
      // It is the detector of any account: not even whether the two agree can be told.
      Ground some = all.getFirst();
      return List.of(
          new Rivalry.AccountFeature(
              claim, Optional.empty(), wanted(some, claim.feature()), List.of(), ""));
    }
    return all.stream()
        .<Rivalry>map(ground -> {
          Setting wanted = wanted(ground, claim.feature());
          return new Rivalry.AccountFeature(
              claim,
              Optional.of(ground.place()),
              wanted,
              unlike(claim, wanted),
              ground.assignment().entry().path());
        })
        .toList();
  }

  /// The feature that the file did not choose is turned off.
  private static Setting wanted(Ground ground, Feature feature) {
    return feature == ground.feature() ? ground.wanted() : Setting.OFF;
  }

  private static List<Unlike> unlike(Claim.AccountFeature claim, Setting wanted) {
    Function<Boolean, String> word = on -> on ? "ENABLED" : "DISABLED";
    List<Unlike> unlike = new ArrayList<>();
    claim
        .enabled()
        .filter(Predicate.not(Predicate.isEqual(wanted.enabled())))
        .ifPresent(theirs ->
            unlike.add(new Unlike("status", word.apply(theirs), word.apply(wanted.enabled()))));
    claim
        .addonManagement()
        .filter(_ -> wanted.enabled())
        .filter(Predicate.not(Predicate.isEqual(wanted.addonManagement())))
        .ifPresent(theirs ->
            unlike.add(
                new Unlike(
                    "EKS_ADDON_MANAGEMENT",
                    word.apply(theirs),
                    word.apply(wanted.addonManagement()))));
    return unlike;
  }

  private Optional<NewAccounts> newAccounts() {
    return desired.organization().flatMap(Organization::newAccounts);
  }

  private boolean isElsewhere(Whereabouts where) {
    return where.region().filter(region -> !desired.regions().contains(region)).isPresent()
        || where
            .account()
            .flatMap(account ->
                desired
                    .organization()
                    .map(organization -> !account.equals(organization.administrator())))
            .orElse(false);
  }

  private List<Rivalry> organization(Claim.OrganizationFeature claim) {
    if (newAccounts().isEmpty() || isElsewhere(claim.where())) {
      return List.of();
    }
    NewAccounts managed = newAccounts().get();
    AutoEnableSetting wanted =
        claim.feature() == desired.feature() ? managed.setting() : AutoEnableSetting.NONE;
    List<Unlike> unlike = new ArrayList<>();
    claim
        .autoEnable()
        .filter(Predicate.not(Predicate.isEqual(wanted.feature())))
        .ifPresent(theirs ->
            unlike.add(new Unlike("auto_enable", theirs.name(), wanted.feature().name())));
    claim
        .addonManagement()
        .filter(Predicate.not(Predicate.isEqual(wanted.addonManagement())))
        .ifPresent(theirs ->
            unlike.add(
                new Unlike(
                    "EKS_ADDON_MANAGEMENT", theirs.name(), wanted.addonManagement().name())));
    return List.of(
        new Rivalry.OrganizationFeature(
            claim.holder(),
            claim.where().region(),
            claim.feature(),
            wanted,
            unlike,
            managed.path()));
  }

  /// Where the file does not say it, eksguard writes what is live, and there is nothing to fight.
  private List<Rivalry> guardDuty(Claim.OrganizationGuardDuty claim) {
    return newAccounts().stream()
        .filter(_ -> !isElsewhere(claim.where()))
        .flatMap(managed ->
            managed.guardDuty().stream()
                .filter(ours -> ours != claim.autoEnable())
                .<Rivalry>map(ours ->
                    new Rivalry.OrganizationGuardDuty(
                        claim.holder(),
                        claim.where().region(),
                        claim.autoEnable(),
                        ours,
                        managed.path())))
        .toList();
  }

  private List<Rivalry> agent(Claim.Agent claim) {
    return groundsOf(claim.where(), claim.cluster()).stream()
        .filter(ground -> ground.shallManage(claim.cluster()))
        .<Rivalry>map(ground ->
            new Rivalry.Agent(
                claim.holder(),
                ground.place(),
                claim.cluster(),
                byNameOnly(claim.where()),
                ground.path(claim.cluster())))
        .toList();
  }

  private List<Rivalry> endpoint(Claim.Endpoint claim) {
    boolean matters =
        grounds(claim.where())
            .anyMatch(ground -> ground.clusters().keySet().stream().anyMatch(ground::shallManage));
    return matters ? List.of(new Rivalry.Endpoint(claim.holder())) : List.of();
  }
}
