package io.eksguard.aws.eks;

import io.eksguard.apply.Written;
import io.eksguard.aws.session.Answer;
import io.eksguard.aws.session.Clients;
import io.eksguard.aws.session.OfAccount;
import io.eksguard.aws.session.Pages;
import io.eksguard.aws.session.Whole;
import io.eksguard.aws.session.Writes;
import io.eksguard.diff.Change.ClusterAgent;
import io.eksguard.live.Agent;
import io.eksguard.live.AgentIssue;
import io.eksguard.live.AgentOffer;
import io.eksguard.live.AgentStatus;
import io.eksguard.live.Cluster;
import io.eksguard.live.Reading;
import io.eksguard.model.AgentSetup;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Permission;
import io.eksguard.model.Place;
import io.eksguard.model.Standing;
import io.eksguard.model.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Addon;
import software.amazon.awssdk.services.eks.model.AddonVersionInfo;
import software.amazon.awssdk.services.eks.model.CreateAddonRequest;
import software.amazon.awssdk.services.eks.model.DeleteAddonRequest;
import software.amazon.awssdk.services.eks.model.DescribeAddonConfigurationRequest;
import software.amazon.awssdk.services.eks.model.DescribeAddonConfigurationResponse;
import software.amazon.awssdk.services.eks.model.DescribeAddonRequest;
import software.amazon.awssdk.services.eks.model.DescribeAddonResponse;
import software.amazon.awssdk.services.eks.model.DescribeAddonVersionsRequest;
import software.amazon.awssdk.services.eks.model.DescribeAddonVersionsResponse;
import software.amazon.awssdk.services.eks.model.ResolveConflicts;
import software.amazon.awssdk.services.eks.model.TagResourceRequest;
import software.amazon.awssdk.services.eks.model.UntagResourceRequest;
import software.amazon.awssdk.services.eks.model.UpdateAddonRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Reads and writes the agents on clusters: the EKS add-on `aws-guardduty-agent`.
public final class Addons {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

  /// The newest first: `v1.16.0-eksbuild.2` comes before `v1.9.0-eksbuild.10`.
  private static final Comparator<String> NEWEST_FIRST =
      Comparator.comparing(Addons::numbers, Addons::compare).reversed();

  private final Clients clients;

  public Addons(Clients clients) {
    this.clients = clients;
  }

  /// The agent on a cluster.
  public Reading<Agent> agent(Place place, Standing standing, ClusterName cluster) {
    return clients
        .eks(place, standing)
        .then(client -> addon(client, place, cluster))
        .map(DescribeAddonResponse::addon)
        .map(Addons::agent)
        .reading();
  }

  private Answer<DescribeAddonResponse> addon(
      OfAccount<EksClient> client, Place place, ClusterName cluster) {
    Permission operation = Permission.DESCRIBE_ADDON;
    return Whole.only(
        place,
        operation,
        make(
            place,
            operation,
            () ->
                client.call(
                    EksClient::describeAddon,
                    DescribeAddonRequest.builder()
                        .clusterName(cluster.value())
                        .addonName(Agent.ADDON)
                        .build())),
        one -> one.addon() != null && one.addon().addonVersion() != null);
  }

  private <T> Answer<T> make(
      Place place, Permission operation, java.util.function.Supplier<T> call) {
    return clients.calls().make(place.account(), place.region(), operation, call);
  }

  private static Agent agent(Addon addon) {
    return new Agent(
        new AgentSetup(
            addon.addonVersion(), configuration(addon.configurationValues()), free(addon.tags())),
        AgentStatus.of(String.valueOf(addon.statusAsString())),
        owner(addon.tags()),
        addon.health() == null
            ? List.of()
            : addon.health().issues().stream()
                .map(issue ->
                    new AgentIssue(
                        String.valueOf(issue.codeAsString()),
                        Optional.ofNullable(issue.message()).orElse("")))
                .toList());
  }

  private static SortedMap<String, String> free(Map<String, String> tags) {
    SortedMap<String, String> free = new TreeMap<>(tags);
    free.keySet().removeIf(key -> !AgentSetup.isFree(key));
    return free;
  }

  private static Agent.Owner owner(Map<String, String> tags) {
    if (tags.containsKey(Tag.KEY)) {
      return Agent.Owner.GUARDDUTY;
    }
    return Agent.TAG_VALUE.equals(tags.get(Agent.TAG)) ? Agent.Owner.EKSGUARD : Agent.Owner.OTHERS;
  }

  /// The values with sorted keys. EKS takes YAML too; that is left as it is, and will differ.
  private static Optional<String> configuration(@Nullable String values) {
    if (values == null || values.isBlank()) {
      return Optional.empty();
    }
    try {
      JsonNode json = Lazy.JSON.readTree(values);
      return json.isObject() && json.isEmpty()
          ? Optional.empty()
          : Optional.of(Lazy.JSON.writeValueAsString(Lazy.JSON.treeToValue(json, Object.class)));
    } catch (JacksonException _) {
      return Optional.of(values);
    }
  }

  /// Loaded with the first configuration.
  private static final class Lazy {
    static final JsonMapper JSON =
        JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
  }

  /// Every version of the add-on, whatever Kubernetes it is for.
  public Reading<List<AddonVersionInfo>> versions(Place place, Standing standing) {
    Permission operation = Permission.DESCRIBE_ADDON_VERSIONS;
    return clients
        .eks(place, standing)
        .then(client ->
            Pages.all(
                place,
                operation,
                token ->
                    make(
                        place,
                        operation,
                        () ->
                            client.call(
                                EksClient::describeAddonVersions,
                                DescribeAddonVersionsRequest.builder()
                                    .addonName(Agent.ADDON)
                                    .nextToken(token.orElse(null))
                                    .build())),
                DescribeAddonVersionsResponse::hasAddons,
                DescribeAddonVersionsResponse::nextToken))
        .map(pages ->
            pages.stream()
                .flatMap(page -> page.addons().stream())
                .filter(addon -> Agent.ADDON.equals(addon.addonName()))
                .flatMap(addon -> addon.addonVersions().stream())
                .toList())
        .reading();
  }

  /// The versions of Kubernetes that some version of the add-on is for.
  public Reading<SortedSet<String>> kubernetes(Place place, Standing standing) {
    return versions(place, standing)
        .map(all ->
            all.stream()
                .flatMap(version -> version.compatibilities().stream())
                .flatMap(one -> Stream.ofNullable(one.clusterVersion()))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  /// What of these versions is for a cluster.
  public static AgentOffer offer(List<AddonVersionInfo> versions, Cluster cluster) {
    String kubernetes = cluster.kubernetes().orElse("");
    List<String> fitting =
        versions.stream()
            .filter(version -> compatible(version, kubernetes).findAny().isPresent())
            .map(AddonVersionInfo::addonVersion)
            .sorted(NEWEST_FIRST)
            .toList();
    Optional<String> byDefault =
        versions.stream()
            .filter(version -> compatible(version, kubernetes).anyMatch(c -> c))
            .map(AddonVersionInfo::addonVersion)
            .findFirst();
    return new AgentOffer(kubernetes, fitting, byDefault, new TreeMap<>());
  }

  /// For each time that the version is for this Kubernetes, whether it is the default.
  private static Stream<Boolean> compatible(AddonVersionInfo version, String kubernetes) {
    return version.compatibilities().stream()
        .filter(one -> kubernetes.equals(one.clusterVersion()))
        .map(one -> Boolean.TRUE.equals(one.defaultVersion()));
  }

  private static List<Integer> numbers(String version) {
    return DIGITS.matcher(version).results().map(found -> Integer.valueOf(found.group())).toList();
  }

  private static int compare(List<Integer> one, List<Integer> other) {
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      int order = one.get(i).compareTo(other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(one.size(), other.size());
  }

  /// The JSON Schema of the configuration of a version.
  public Reading<String> schema(Place place, Standing standing, String version) {
    Permission operation = Permission.DESCRIBE_ADDON_CONFIGURATION;
    return clients
        .eks(place, standing)
        .then(client ->
            Whole.only(
                place,
                operation,
                make(
                    place,
                    operation,
                    () ->
                        client.call(
                            EksClient::describeAddonConfiguration,
                            DescribeAddonConfigurationRequest.builder()
                                .addonName(Agent.ADDON)
                                .addonVersion(version)
                                .build())),
                one -> one.configurationSchema() != null))
        .map(DescribeAddonConfigurationResponse::configurationSchema)
        .reading();
  }

  /// Installs, updates or removes.
  public Written write(ClusterAgent change) {
    Place place = change.place();
    return Writes.written(
        clients
            .eks(place, change.standing())
            .then(client ->
                change
                    .after()
                    .<Answer<?>>map(setup ->
                        change.before().isEmpty()
                            ? create(client, change, setup)
                            : update(client, change, setup))
                    .orElseGet(() -> delete(client, change))
                    .map(done -> done)));
  }

  private Answer<?> create(OfAccount<EksClient> client, ClusterAgent change, AgentSetup setup) {
    return make(
        change.place(),
        Permission.CREATE_ADDON,
        () ->
            client.call(
                EksClient::createAddon,
                CreateAddonRequest.builder()
                    .clusterName(change.cluster().value())
                    .addonName(Agent.ADDON)
                    .addonVersion(setup.version())
                    .configurationValues(setup.configuration().orElse(null))
                    .resolveConflicts(conflicts(change))
                    .tags(tags(setup))
                    .build()));
  }

  private static Map<String, String> tags(AgentSetup setup) {
    SortedMap<String, String> tags = new TreeMap<>(setup.tags());
    tags.put(Agent.TAG, Agent.TAG_VALUE);
    return tags;
  }

  /// Sets tags and takes tags away. The ARN of an add-on has a part that EKS makes up for each, so
  /// it is read right before.
  ///
  /// @see <a href="https://docs.aws.amazon.com/eks/latest/APIReference/API_TagResource.html">AWS
  ///   API reference, TagResource, UntagResource, read 2026-11-28</a>
  public Written writeTags(ClusterAgent change) {
    SortedMap<String, String> there = change.before().map(AgentSetup::tags).orElseGet(TreeMap::new);
    SortedMap<String, String> set =
        new TreeMap<>(change.after().map(AgentSetup::tags).orElseGet(TreeMap::new));
    SortedSet<String> gone = new TreeSet<>(there.keySet());
    gone.removeAll(set.keySet());
    set.entrySet().removeAll(there.entrySet());
    return Writes.written(
        clients
            .eks(change.place(), change.standing())
            .then(client ->
                addon(client, change.place(), change.cluster())
                    .map(found -> found.addon().addonArn())
                    .then(arn -> tag(client, change, arn, set).map(_ -> arn))
                    .then(arn -> untag(client, change, arn, gone).map(done -> done))));
  }

  private Answer<?> tag(
      OfAccount<EksClient> client, ClusterAgent change, String arn, Map<String, String> tags) {
    return tags.isEmpty()
        ? new Answer.Ok<>(arn)
        : make(
            change.place(),
            Permission.TAG_RESOURCE,
            () ->
                client.call(
                    EksClient::tagResource,
                    TagResourceRequest.builder().resourceArn(arn).tags(tags).build()));
  }

  private Answer<?> untag(
      OfAccount<EksClient> client, ClusterAgent change, String arn, Set<String> keys) {
    return keys.isEmpty()
        ? new Answer.Ok<>(arn)
        : make(
            change.place(),
            Permission.UNTAG_RESOURCE,
            () ->
                client.call(
                    EksClient::untagResource,
                    UntagResourceRequest.builder().resourceArn(arn).tagKeys(keys).build()));
  }

  /// Values that are left out could be taken for those by default: they are always said.
  private Answer<?> update(OfAccount<EksClient> client, ClusterAgent change, AgentSetup setup) {
    return make(
        change.place(),
        Permission.UPDATE_ADDON,
        () ->
            client.call(
                EksClient::updateAddon,
                UpdateAddonRequest.builder()
                    .clusterName(change.cluster().value())
                    .addonName(Agent.ADDON)
                    .addonVersion(setup.version())
                    .configurationValues(setup.configuration().orElse("{}"))
                    .resolveConflicts(conflicts(change))
                    .build()));
  }

  private Answer<?> delete(OfAccount<EksClient> client, ClusterAgent change) {
    return make(
        change.place(),
        Permission.DELETE_ADDON,
        () ->
            client.call(
                EksClient::deleteAddon,
                DeleteAddonRequest.builder()
                    .clusterName(change.cluster().value())
                    .addonName(Agent.ADDON)
                    .build()));
  }

  private static ResolveConflicts conflicts(ClusterAgent change) {
    return switch (change.conflicts()) {
      case NONE -> ResolveConflicts.NONE;
      case OVERWRITE -> ResolveConflicts.OVERWRITE;
      case PRESERVE -> ResolveConflicts.PRESERVE;
    };
  }
}
