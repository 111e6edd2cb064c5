package io.eksguard.order;

import io.eksguard.diff.Change;
import io.eksguard.diff.NoEndpoint;
import io.eksguard.live.ClusterBuild;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Setting;
import io.eksguard.model.Tag;
import io.eksguard.sim.guardduty.Monitoring;
import io.eksguard.sim.guardduty.Settling;
import io.eksguard.sim.world.Agent;
import io.eksguard.sim.world.AutoEnable;
import io.eksguard.sim.world.Cluster;
import io.eksguard.sim.world.Detector;
import io.eksguard.sim.world.Organization;
import io.eksguard.sim.world.Regional;
import io.eksguard.sim.world.World;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A random world in the sandbox's own terms, which reacts to writes by the sandbox's own rules.
final class SandboxWorld {
  private final SortedMap<Place, SortedMap<String, NoEndpoint>> troubles;
  private World now;

  /// The world in which GuardDuty has done what the settings say; on some clusters that it does not
  /// manage somebody put the agent.
  SandboxWorld(RandomWorld random, Random choice) {
    troubles = troubles(random, choice);
    World bare = bare(random);
    World set = bare;
    for (Region region : RandomWorld.REGIONS) {
      for (Feature feature : Feature.values()) {
        set =
            configured(
                set,
                region,
                feature,
                random.organization(region).getOrDefault(feature, AutoEnableSetting.NONE));
      }
    }
    for (Place place : random.places()) {
      for (Map.Entry<Feature, Setting> one : random.settings(place).entrySet()) {
        set = with(set, place, one.getKey(), one.getValue());
      }
    }
    now = Monitoring.react(bare, set);
    for (Place place : random.places()) {
      for (Cluster cluster : regional(place).clusters().values()) {
        if (cluster.agent().isEmpty() && cluster.takesAddons() && choice.nextInt(5) == 0) {
          now =
              now.withCluster(
                  place.account().value(),
                  place.region().name(),
                  cluster.name(),
                  c -> c.withAgent(Optional.of(Agent.healthy(Agent.Installer.MANUAL))));
        }
      }
    }
  }

  /// In some VPCs no endpoint can be made.
  private static SortedMap<Place, SortedMap<String, NoEndpoint>> troubles(
      RandomWorld random, Random choice) {
    SortedMap<Place, SortedMap<String, NoEndpoint>> troubles = new TreeMap<>();
    for (Place place : random.places()) {
      SortedMap<String, NoEndpoint> here = new TreeMap<>();
      for (String vpc : RandomWorld.VPCS) {
        if (choice.nextInt(4) == 0) {
          NoEndpoint[] all = NoEndpoint.values();
          here.put(vpc, all[choice.nextInt(all.length)]);
        }
      }
      troubles.put(place, here);
    }
    return troubles;
  }

  /// What EC2 would say of a VPC, if it was asked.
  Optional<NoEndpoint> noEndpoint(Place place, String vpc) {
    return Optional.ofNullable(troubles.get(place)).map(here -> here.get(vpc));
  }

  private String vpcs(Place place) {
    return troubles.getOrDefault(place, new TreeMap<>()).entrySet().stream()
        .map(one ->
            "{id: %s, %s}"
                .formatted(
                    one.getKey(),
                    switch (one.getValue()) {
                      case SHARED_VPC -> "owner: \"300000000000\"";
                      case NO_DNS -> "dnsHostnames: false";
                      case NO_ADDRESS -> "subnets: {subnet-1a: 0, subnet-2b: 0}";
                    }))
        .collect(Collectors.joining(", "));
  }

  private World bare(RandomWorld random) {
    var accounts = new TreeMap<String, StringBuilder>();
    var vpcs = new TreeMap<String, StringBuilder>();
    for (Place place : random.places()) {
      StringBuilder text =
          accounts.computeIfAbsent(
              place.account().value(),
              id -> new StringBuilder("  \"%s\":\n    clusters:\n".formatted(id)));
      text.append("      %s: [%s]\n".formatted(place.region(), clusters(random, place)));
      vpcs.computeIfAbsent(place.account().value(), _ -> new StringBuilder("    vpcs:\n"))
          .append("      %s: [%s]\n".formatted(place.region(), vpcs(place)));
    }
    accounts.forEach((id, text) -> text.append(vpcs.get(id)));
    return World.parse(
        """
        regions: [%s]
        caller: {account: "%s", user: alice}
        organization: {management: "%s", administrator: "%s"}
        accounts:
          "300000000000": {}
        %s\
        """
            .formatted(
                RandomWorld.REGIONS.stream().map(Region::name).collect(Collectors.joining(", ")),
                RandomWorld.ADMINISTRATOR,
                RandomWorld.ADMINISTRATOR,
                RandomWorld.ADMINISTRATOR,
                String.join("", accounts.values())),
        "random.yaml");
  }

  private static String clusters(RandomWorld random, Place place) {
    return random.tags(place).entrySet().stream()
        .map(one -> cluster(random.build(place, one.getKey()), one.getKey(), one.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String cluster(ClusterBuild build, ClusterName name, Optional<String> tag) {
    return "{name: %s, status: %s, version: \"%s\", vpc: %s, traits: [%s]%s}"
        .formatted(
            name,
            build.status().orElseThrow(),
            build.kubernetes().orElseThrow(),
            build.vpc().orElseThrow(),
            build.traits().stream().map(ClusterBuild.Trait::word).collect(Collectors.joining(", ")),
            tag.map(value -> ", tags: {%s: \"%s\"}".formatted(Tag.KEY, value)).orElse(""));
  }

  /// Makes a write, and lets GuardDuty react.
  void take(Change change) {
    World after =
        switch (change) {
          case Change.ClusterTag tag ->
              now.withCluster(
                  tag.place().account().value(),
                  tag.place().region().name(),
                  tag.cluster().value(),
                  cluster -> tagged(cluster, tag.after()));
          case Change.AccountFeature feature ->
              with(now, feature.place(), feature.feature(), feature.after());
          case Change.OrganizationFeature feature ->
              Settling.settle(
                  configured(now, feature.region(), feature.feature(), feature.after()),
                  feature.region().name(),
                  Detector.EPOCH);
          case Change.ClusterAgent _, Change.VpcEndpoint _ ->
              throw new IllegalArgumentException("a random world has no agents by hand: " + change);
          case Change.OfPolicy _ ->
              throw new IllegalArgumentException("a random world has no policies: " + change);
        };
    now = Monitoring.react(now, after);
  }

  private static Cluster tagged(Cluster cluster, Optional<String> value) {
    Map<String, String> tags = new HashMap<>(cluster.tags());
    value.ifPresentOrElse(text -> tags.put(Tag.KEY, text), () -> tags.remove(Tag.KEY));
    return cluster.withTags(tags);
  }

  private static World with(World world, Place place, Feature feature, Setting setting) {
    return world.with(
        place.account().value(),
        place.region().name(),
        regional ->
            regional.mapDetector(detector ->
                detector.withFeature(
                    feature.name(),
                    detector
                        .feature(feature.name())
                        .withEnabled(setting.enabled())
                        .withAdditional(
                            Map.of(
                                io.eksguard.sim.world.Feature.EKS_ADDON_MANAGEMENT,
                                setting.addonManagement())))));
  }

  private static World configured(
      World world, Region region, Feature feature, AutoEnableSetting setting) {
    return world.withOrganization(
        organization -> configured(organization, region.name(), feature.name(), setting));
  }

  private static Organization configured(
      Organization organization, String region, String feature, AutoEnableSetting setting) {
    var configuration = organization.configuration(region);
    return organization.withConfiguration(
        region,
        configuration.withFeature(
            feature,
            configuration
                .feature(feature)
                .with(
                    AutoEnable.valueOf(setting.feature().name()),
                    Map.of(
                        io.eksguard.sim.world.Feature.EKS_ADDON_MANAGEMENT,
                        AutoEnable.valueOf(setting.addonManagement().name())))));
  }

  private Regional regional(Place place) {
    return now.at(place.account().value(), place.region().name());
  }

  /// The clusters of a place that have an agent, each with who put it there.
  Map<ClusterName, Agent.Installer> agents(Place place) {
    Map<ClusterName, Agent.Installer> found = new TreeMap<>();
    regional(place)
        .clusters()
        .values()
        .forEach(cluster ->
            cluster
                .agent()
                .ifPresent(agent -> found.put(new ClusterName(cluster.name()), agent.installer())));
    return found;
  }

  /// The VPCs of a place in which GuardDuty's endpoint is.
  SortedSet<String> endpoints(Place place) {
    return new TreeSet<>(regional(place).endpoints());
  }

  /// Whether GuardDuty manages the cluster.
  boolean manages(Place place, ClusterName cluster) {
    Regional regional = regional(place);
    return Optional.ofNullable(regional.clusters().get(cluster.value()))
        .filter(found -> Monitoring.manages(regional, found))
        .isPresent();
  }
}
