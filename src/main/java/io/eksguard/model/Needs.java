package io.eksguard.model;

import io.eksguard.model.Permission.Party;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What each party must be allowed, for what one file asks for and no more.
///
/// Tags are needed wherever monitoring shall be on: under each approach there can be one in the
/// way.
public final class Needs {
  private static final Set<Permission> READS_CLUSTERS =
      EnumSet.of(Permission.LIST_CLUSTERS, Permission.DESCRIBE_CLUSTER);
  private static final Set<Permission> OF_CLUSTERS =
      EnumSet.of(
          Permission.LIST_CLUSTERS,
          Permission.DESCRIBE_CLUSTER,
          Permission.TAG_RESOURCE,
          Permission.UNTAG_RESOURCE);
  private static final Set<Permission> OF_AGENTS =
      EnumSet.of(
          Permission.DESCRIBE_ADDON,
          Permission.DESCRIBE_ADDON_VERSIONS,
          Permission.DESCRIBE_ADDON_CONFIGURATION,
          Permission.CREATE_ADDON,
          Permission.UPDATE_ADDON,
          Permission.DELETE_ADDON);
  private static final Set<Permission> LOOKS_FOR_LEFTOVERS = EnumSet.of(Permission.DESCRIBE_ADDON);
  private static final Set<Permission> REMOVES_LEFTOVERS = EnumSet.of(Permission.DELETE_ADDON);
  private static final Set<Permission> READS_ENDPOINTS =
      EnumSet.of(
          Permission.DESCRIBE_VPC_ENDPOINTS,
          Permission.DESCRIBE_SECURITY_GROUPS,
          Permission.DESCRIBE_VPCS,
          Permission.DESCRIBE_VPC_ATTRIBUTE,
          Permission.DESCRIBE_SUBNETS);
  private static final Set<Permission> MAKES_ENDPOINTS =
      EnumSet.of(
          Permission.CREATE_VPC_ENDPOINT,
          Permission.CREATE_SECURITY_GROUP,
          Permission.AUTHORIZE_SECURITY_GROUP_INGRESS);
  private static final Set<Permission> REMOVES_ENDPOINTS =
      EnumSet.of(Permission.DELETE_VPC_ENDPOINTS, Permission.DELETE_SECURITY_GROUP);
  private static final Set<Permission> OF_OWN_DETECTOR =
      EnumSet.of(
          Permission.LIST_DETECTORS,
          Permission.GET_DETECTOR,
          Permission.LIST_COVERAGE,
          Permission.UPDATE_DETECTOR);
  private static final Set<Permission> OF_UNITS =
      EnumSet.of(
          Permission.LIST_ACCOUNTS_FOR_PARENT, Permission.LIST_ORGANIZATIONAL_UNITS_FOR_PARENT);
  private static final Set<Permission> OF_PROTECTION =
      EnumSet.of(
          Permission.DESCRIBE_ORGANIZATION,
          Permission.LIST_POLICIES,
          Permission.DESCRIBE_POLICY,
          Permission.LIST_TARGETS_FOR_POLICY,
          Permission.CREATE_POLICY,
          Permission.UPDATE_POLICY,
          Permission.ATTACH_POLICY,
          Permission.DETACH_POLICY);

  private final Desired desired;
  private final Map<Party, Set<Permission>> byParty = new EnumMap<>(Party.class);

  private static final Set<Permission> OF_TELEMETRY =
      EnumSet.of(
          Permission.DESCRIBE_ORGANIZATION,
          Permission.LIST_POLICIES,
          Permission.DESCRIBE_POLICY,
          Permission.LIST_TARGETS_FOR_POLICY,
          Permission.LIST_ACCOUNTS_FOR_PARENT,
          Permission.LIST_ORGANIZATIONAL_UNITS_FOR_PARENT);
  private static final Set<Permission> OF_NODES =
      EnumSet.of(
          Permission.LIST_FARGATE_PROFILES,
          Permission.LIST_NODEGROUPS,
          Permission.DESCRIBE_ADDON_VERSIONS);

  private Needs(Desired desired) {
    this.desired = desired;
    for (Party party : Party.values()) {
      byParty.put(party, EnumSet.noneOf(Permission.class));
    }
    desired.organization().ifPresent(this::add);
    if (!desired.standalone().isEmpty()) {
      add(Party.STANDALONE, OF_OWN_DETECTOR);
      if (isOn(desired.standalone().stream())) {
        add(Party.STANDALONE, OF_CLUSTERS);
      }
      addAgents(Party.STANDALONE, desired.standalone());
    }
    add(Party.CALLER, EnumSet.of(Permission.GET_CALLER_IDENTITY));
    if (!roles().isEmpty()) {
      add(Party.CALLER, EnumSet.of(Permission.ASSUME_ROLE));
    }
  }

  /// What the file needs.
  public static Needs of(Desired desired) {
    return new Needs(desired);
  }

  /// What the file needs where clusters that are not ready for the agent are looked for, too.
  public static Needs withReadiness(Desired desired) {
    Needs needs = of(desired);
    for (Party party : Party.values()) {
      if (needs.readsClusters(party)) {
        needs.add(party, OF_NODES);
        needs.add(party, READS_ENDPOINTS);
        needs.add(party, EnumSet.of(Permission.DESCRIBE_INSTANCES));
      }
    }
    if (mayAskForPolicies(desired)) {
      needs.add(Party.MANAGEMENT, OF_TELEMETRY);
    }
    return needs;
  }

  /// The same where nodes are counted too, to say what they will cost.
  public Needs withCost() {
    Needs needs = of(desired);
    byParty.forEach((party, permissions) -> {
      needs.add(party, permissions);
      if (readsClusters(party)) {
        needs.add(party, EnumSet.of(Permission.DESCRIBE_INSTANCES));
      }
    });
    return needs;
  }

  /// Whether AWS Organizations is this file's business anyway, so that its policies may be looked
  /// at where readiness is asked about.
  public static boolean mayAskForPolicies(Desired desired) {
    return desired.access().management().isPresent()
        || desired
            .organization()
            .filter(one -> one.tagProtection().isPresent() || !one.units().isEmpty())
            .isPresent();
  }

  private void add(Organization organization) {
    add(
        Party.ADMINISTRATOR,
        EnumSet.of(
            Permission.LIST_DETECTORS,
            Permission.LIST_MEMBERS,
            Permission.DESCRIBE_ORGANIZATION_CONFIGURATION,
            Permission.GET_ADMINISTRATOR_ACCOUNT));
    organization
        .administratorEntry()
        .ifPresent(entry -> {
          add(Party.ADMINISTRATOR, OF_OWN_DETECTOR);
          if (isOn(Stream.of(entry))) {
            add(Party.ADMINISTRATOR, OF_CLUSTERS);
          }
          addAgents(Party.ADMINISTRATOR, List.of(entry));
        });
    if (organization.newAccounts().isPresent()) {
      add(Party.ADMINISTRATOR, EnumSet.of(Permission.UPDATE_ORGANIZATION_CONFIGURATION));
    }
    if (memberEntries(organization).findAny().isPresent()) {
      add(
          Party.ADMINISTRATOR,
          EnumSet.of(
              Permission.GET_MEMBER_DETECTORS,
              Permission.LIST_COVERAGE,
              Permission.UPDATE_MEMBER_DETECTORS));
      if (desired.access().members().isPresent() && isOn(memberEntries(organization))) {
        add(Party.MEMBER, OF_CLUSTERS);
      }
      if (desired.access().members().isPresent()) {
        addAgents(Party.MEMBER, memberEntries(organization).toList());
      }
    }
    if (!desired.units().isEmpty()) {
      add(Party.MANAGEMENT, OF_UNITS);
    }
    organization
        .tagProtection()
        .ifPresent(wanted -> {
          add(Party.MANAGEMENT, OF_PROTECTION);
          if (wanted.attachTo().stream().anyMatch(target -> target.startsWith("ou-"))) {
            add(Party.MANAGEMENT, OF_UNITS);
          }
        });
    if (desired.access().management().isPresent()) {
      add(
          Party.MANAGEMENT,
          EnumSet.of(
              Permission.LIST_ORGANIZATION_ADMIN_ACCOUNTS,
              Permission.LIST_SERVICE_ACCESS,
              Permission.LIST_DELEGATED_ADMINISTRATORS));
    }
  }

  private void add(Party party, Set<Permission> more) {
    byParty.computeIfAbsent(party, _ -> EnumSet.noneOf(Permission.class)).addAll(more);
  }

  private static Stream<Entry> memberEntries(Organization organization) {
    return Stream.concat(organization.members().stream(), organization.defaults().stream());
  }

  private static boolean isOn(Stream<Entry> entries) {
    return entries.anyMatch(entry -> entry.approach().setting().enabled());
  }

  private void addAgents(Party party, List<Entry> entries) {
    entries.forEach(entry -> {
      var visit = EndpointVisit.of(entry, desired);
      boolean manages = entry.approach().endpointCare() == EndpointCare.MANAGED;
      if (visit.isAny()) {
        add(party, READS_ENDPOINTS);
      }
      if (manages) {
        add(party, MAKES_ENDPOINTS);
      }
      var agents = AgentVisit.of(entry, desired);
      if (manages || agents.removesLeftovers()) {
        add(party, REMOVES_ENDPOINTS);
      }
      if (agents.looksForLeftovers()) {
        add(party, LOOKS_FOR_LEFTOVERS);
      }
      if (agents.removesLeftovers()) {
        add(party, REMOVES_LEFTOVERS);
      }
    });
    if (entries.stream().anyMatch(entry -> entry.approach().tendsAgents())) {
      add(party, OF_AGENTS);
    }
  }

  /// The keys of the tags that the file sets on agents with a party's credentials.
  public SortedSet<String> agentTags(Party party) {
    Stream<Entry> entries =
        switch (party) {
          case ADMINISTRATOR ->
              desired.organization().stream().flatMap(one -> one.administratorEntry().stream());
          case MEMBER -> desired.organization().stream().flatMap(Needs::memberEntries);
          case STANDALONE -> desired.standalone().stream();
          case CALLER, MANAGEMENT -> Stream.empty();
        };
    return entries
        .flatMap(entry -> entry.approach().agents().stream())
        .flatMap(line -> line.tags().keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// What a party needs, in the order of the table; nothing if it has no part in it.
  public Set<Permission> of(Party party) {
    return Collections.unmodifiableSet(
        byParty.getOrDefault(party, EnumSet.noneOf(Permission.class)));
  }

  /// Whether a party reads clusters.
  public boolean readsClusters(Party party) {
    return of(party).containsAll(READS_CLUSTERS);
  }

  /// The roles that the caller must be able to assume.
  public List<Access.Role> roles() {
    Access access = desired.access();
    Optional<Access.Role> members =
        access
            .members()
            .filter(_ -> !desired.standalone().isEmpty() || !of(Party.MEMBER).isEmpty());
    Optional<Access.Role> administrator =
        access.administrator().filter(_ -> desired.organization().isPresent());
    Optional<Access.Role> management =
        access.management().filter(_ -> !of(Party.MANAGEMENT).isEmpty());
    return Stream.of(administrator, members, management).flatMap(Optional::stream).toList();
  }
}
