package io.eksguard.config;

import io.eksguard.model.Access;
import io.eksguard.model.AccountId;
import io.eksguard.model.AgentRule;
import io.eksguard.model.Approach;
import io.eksguard.model.ClusterRule;
import io.eksguard.model.Conflicts;
import io.eksguard.model.Desired;
import io.eksguard.model.Entry;
import io.eksguard.model.LeftoverCare;
import io.eksguard.model.Limits;
import io.eksguard.model.NewAccounts;
import io.eksguard.model.Organization;
import io.eksguard.model.Region;
import io.eksguard.model.Rollout;
import io.eksguard.model.TagProtection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Writes a desired state as a file, with comments.
///
/// What [DesiredStateReader] makes of the text is equal to what was written, as long as the paths
/// in it are those that the reader gives. Keys stand in the order in which `docs/reference/file.md`
/// explains them.
public final class DesiredWriter {
  /// The line that gives completion in editors.
  public static final String SCHEMA =
      "# yaml-language-server: $schema=../schemas/eksguard.schema.json";

  private static final String STEP = "  ";

  private final Map<String, List<String>> comments;
  private final List<String> lines = new ArrayList<>();

  private DesiredWriter(Map<String, List<String>> comments) {
    this.comments = comments;
  }

  /// The file as text.
  ///
  /// @param comments the lines of the comment above the part at each path, without `#`; that of the
  ///   whole file is at the empty path
  public static String write(Desired desired, Map<String, List<String>> comments) {
    var writer = new DesiredWriter(comments);
    writer.file(desired);
    return String.join("\n", writer.lines) + "\n";
  }

  private void file(Desired desired) {
    lines.add(SCHEMA);
    List<String> head = comments.getOrDefault("", List.of());
    if (!head.isEmpty()) {
      lines.add("#");
      comment(head, "");
    }
    lines.add("");
    lines.add("version: 1");
    lines.add("feature: " + desired.feature().name());
    lines.addAll(YamlText.list("regions", names(desired.regions()), 0));
    desired.organization().ifPresent(this::organization);
    if (!desired.standalone().isEmpty()) {
      part("standalone:", "standalone", "");
      entries(desired.standalone(), STEP);
    }
    access(desired.access());
    limits(desired.limits());
    if (desired.leftoverAgents() != LeftoverCare.KEEP) {
      part("leftoverAgents: " + desired.leftoverAgents().word(), "leftoverAgents", "");
    }
    desired.rollout().ifPresent(this::rollout);
  }

  private void rollout(Rollout rollout) {
    part("rollout:", rollout.path(), "");
    lines.add(STEP + "rings:");
    for (Rollout.Ring ring : rollout.rings()) {
      comment(ring.path(), STEP + STEP);
      List<String> keys = new ArrayList<>(List.of("name: " + YamlText.scalar(ring.name())));
      switch (ring.who()) {
        case Rollout.Who.Accounts(var ids) -> keys.addAll(who(new Entry.Who.Accounts(ids)));
        case Rollout.Who.Unit(String id) -> keys.add("ou: " + YamlText.scalar(id));
        case Rollout.Who.Share(int percent) -> keys.add("percent: " + percent);
      }
      nest(YamlText.item(keys), STEP + STEP);
    }
    List<String> keys = new ArrayList<>();
    if (!rollout.healthyWithin().equals(Rollout.USUAL_TIME)) {
      keys.add("healthyWithin: " + time(rollout.healthyWithin()));
    }
    if (rollout.unhealthyPercent() > 0) {
      keys.add("unhealthyPercent: " + rollout.unhealthyPercent());
    }
    if (rollout.excludeUnhealthy()) {
      keys.add("onUnhealthy: exclude");
    }
    nest(keys, STEP);
  }

  private static String time(Duration time) {
    if (time.toMinutes() * 60 != time.toSeconds()) {
      return time.toSeconds() + "s";
    }
    return time.toHours() * 60 == time.toMinutes() ? time.toHours() + "h" : time.toMinutes() + "m";
  }

  private void organization(Organization organization) {
    part("organization:", "organization", "");
    comment("organization.administrator", STEP);
    lines.add(STEP + "administrator:");
    lines.add(STEP + STEP + "account: " + YamlText.quoted(organization.administrator().value()));
    organization.administratorEntry().ifPresent(entry -> nest(coverage(entry), STEP + STEP));
    organization.newAccounts().ifPresent(this::newAccounts);
    organization
        .defaults()
        .ifPresent(entry -> {
          part("defaults:", "organization.defaults", STEP);
          nest(coverage(entry), STEP + STEP);
        });
    if (!organization.members().isEmpty()) {
      part("members:", "organization.members", STEP);
      entries(organization.members(), STEP + STEP);
    }
    organization.tagProtection().ifPresent(this::tagProtection);
  }

  private void newAccounts(NewAccounts joining) {
    part("newAccounts:", "organization.newAccounts", STEP);
    List<String> keys = new ArrayList<>();
    keys.add("autoEnable: " + joining.autoEnable().name());
    keys.add("approach: " + joining.approach().word());
    joining.guardDuty().ifPresent(value -> keys.add("guardDuty: " + value.name()));
    nest(keys, STEP + STEP);
  }

  private void tagProtection(TagProtection protection) {
    part("tagProtection:", "organization.tagProtection", STEP);
    List<String> keys = new ArrayList<>();
    keys.add("policy: " + YamlText.scalar(protection.policy()));
    keys.add("form: " + protection.form().name().toLowerCase(Locale.ROOT));
    keys.addAll(YamlText.list("trusted", scalars(protection.trusted()), 4));
    keys.addAll(YamlText.list("attachTo", scalars(protection.attachTo()), 4));
    if (protection.adopt()) {
      keys.add("adopt: true");
    }
    nest(keys, STEP + STEP);
  }

  /// A list of entries; one with a comment stands apart from the one before.
  private void entries(List<Entry> entries, String indent) {
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (i > 0 && comments.containsKey(entry.path())) {
        lines.add("");
      }
      comment(entry.path(), indent);
      List<String> keys = new ArrayList<>(who(entry.who()));
      keys.addAll(coverage(entry));
      nest(YamlText.item(keys), indent);
    }
  }

  private static List<String> who(Entry.Who who) {
    return switch (who) {
      case Entry.Who.Accounts(var ids) when ids.size() == 1 ->
          List.of("account: " + YamlText.quoted(ids.first().value()));
      case Entry.Who.Accounts(var ids) ->
          YamlText.list(
              "accounts", ids.stream().map(AccountId::value).map(YamlText::quoted).toList(), 6);
      case Entry.Who.Unit(String id) -> List.of("ou: " + YamlText.scalar(id));
      case Entry.Who.Others _ -> List.of();
    };
  }

  /// How an entry covers its accounts: all its keys but those that say which.
  private static List<String> coverage(Entry entry) {
    List<String> keys = new ArrayList<>();
    keys.add("approach: " + entry.approach().name().word());
    switch (entry.approach()) {
      case Approach.All _, Approach.Disabled _ -> {
        // Neither has a list.
      }
      case Approach.AllExcept(var rules) -> keys.addAll(rules("exclude", rules));
      case Approach.Only(var rules) -> keys.addAll(rules("include", rules));
      case Approach.Manual(var agents, var tended, var endpoint) -> {
        keys.addAll(agents(agents, tended));
        endpoint.ifPresent(care -> keys.add("endpoint: " + care.word()));
      }
    }
    entry.regions().ifPresent(own -> keys.addAll(YamlText.list("regions", names(own), 6)));
    return keys;
  }

  private static List<String> rules(String key, List<ClusterRule> rules) {
    return clusters(key, rules.stream().map(DesiredWriter::rule).toList());
  }

  private static List<String> agents(List<AgentRule> agents, boolean tended) {
    if (agents.isEmpty()) {
      return tended ? List.of("agents: []") : List.of();
    }
    return clusters("agents", agents.stream().map(DesiredWriter::agent).toList());
  }

  /// On one line where every cluster is a name alone.
  private static List<String> clusters(String key, List<List<String>> clusters) {
    if (clusters.stream().allMatch(keys -> keys.size() == 1)) {
      return YamlText.list(
          key,
          clusters.stream().map(keys -> keys.getFirst().substring("name: ".length())).toList(),
          6);
    }
    List<String> list = new ArrayList<>();
    list.add(key + ":");
    for (List<String> keys : clusters) {
      YamlText.item(shortened(keys)).forEach(line -> list.add(STEP + line));
    }
    return list;
  }

  /// A name alone needs no key; with a region it fits into one line.
  private static List<String> shortened(List<String> keys) {
    if (keys.size() == 1) {
      return List.of(keys.getFirst().substring("name: ".length()));
    }
    boolean onlyRegion = keys.size() == 2 && keys.getLast().startsWith("region: ");
    return onlyRegion ? List.of("{" + String.join(", ", keys) + "}") : keys;
  }

  private static List<String> rule(ClusterRule rule) {
    List<String> keys = new ArrayList<>();
    keys.add("name: " + YamlText.scalar(rule.name().glob()));
    rule.region().ifPresent(region -> keys.add("region: " + region.name()));
    rule.reason().ifPresent(text -> keys.add("reason: " + YamlText.scalar(text)));
    rule.owner().ifPresent(text -> keys.add("owner: " + YamlText.scalar(text)));
    rule.until().ifPresent(day -> keys.add("until: " + day));
    return keys;
  }

  private static List<String> agent(AgentRule rule) {
    List<String> keys = new ArrayList<>();
    keys.add("name: " + YamlText.scalar(rule.name().glob()));
    rule.region().ifPresent(region -> keys.add("region: " + region.name()));
    rule.version().ifPresent(version -> keys.add("version: " + YamlText.scalar(version)));
    // JSON in brackets is YAML
    rule.configuration().ifPresent(values -> keys.add("configurationValues: " + values));
    if (rule.conflicts() != Conflicts.NONE) {
      keys.add("resolveConflicts: " + rule.conflicts().word());
    }
    if (!rule.tags().isEmpty()) {
      keys.add("tags:");
      rule.tags()
          .forEach((key, value) ->
              keys.add(STEP + YamlText.scalar(key) + ": " + YamlText.scalar(value)));
    }
    return keys;
  }

  private void access(Access access) {
    if (access.equals(Access.CALLER)) {
      return;
    }
    part("access:", "access", "");
    access.administrator().ifPresent(role -> role("administrator", role));
    access.members().ifPresent(role -> role("members", role));
    access.management().ifPresent(role -> role("management", role));
  }

  private void role(String key, Access.Role role) {
    comment("access." + key, STEP);
    lines.add(STEP + key + ":");
    List<String> keys = new ArrayList<>();
    keys.add("role: " + YamlText.quoted(role.arn()));
    role.externalId().ifPresent(id -> keys.add("externalId: " + YamlText.quoted(id)));
    role.sessionName().ifPresent(name -> keys.add("sessionName: " + YamlText.quoted(name)));
    nest(keys, STEP + STEP);
  }

  private void limits(Limits limits) {
    Limits usual = Limits.DEFAULT;
    if (limits.equals(usual)) {
      return;
    }
    part("limits:", "limits", "");
    limit("disable", limits.disable(), usual.disable());
    limit("untag", limits.untag(), usual.untag());
    limit("uninstall", limits.uninstall(), usual.uninstall());
    limit("changePercent", limits.changePercent(), usual.changePercent());
  }

  private void limit(String key, int value, int usual) {
    if (value != usual) {
      lines.add(STEP + key + ": " + value);
    }
  }

  /// A key with an empty line and its comment above it.
  private void part(String key, String path, String indent) {
    lines.add("");
    comment(path, indent);
    lines.add(indent + key);
  }

  private void comment(String path, String indent) {
    comment(comments.getOrDefault(path, List.of()), indent);
  }

  private void comment(List<String> text, String indent) {
    text.stream()
        .flatMap(String::lines)
        .map(line -> YamlText.comment(line))
        .forEach(line -> lines.add(indent + line));
  }

  private void nest(Collection<String> keys, String indent) {
    keys.forEach(key -> lines.add(indent + key));
  }

  private static List<String> names(Collection<Region> regions) {
    return regions.stream().map(Region::name).toList();
  }

  private static List<String> scalars(Collection<String> texts) {
    return texts.stream().map(YamlText::scalar).toList();
  }
}
