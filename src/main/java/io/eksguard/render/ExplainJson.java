package io.eksguard.render;

import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.Positions;
import io.eksguard.live.Agent;
import io.eksguard.live.Reading;
import io.eksguard.model.AgentRule;
import io.eksguard.model.AgentSetup;
import io.eksguard.model.ClusterRule;
import io.eksguard.model.EndpointSetup;
import io.eksguard.model.Entry;
import io.eksguard.model.Feature;
import io.eksguard.model.Setting;
import io.eksguard.model.TagNeed;
import io.eksguard.plan.AgentView;
import io.eksguard.plan.EndpointView;
import io.eksguard.plan.Explanation;
import io.eksguard.plan.Step;
import java.util.List;
import java.util.SortedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// An explanation as one JSON document; `schemas/explain.schema.json` describes it.
public final class ExplainJson {
  private static final String FORMAT_VERSION = "1.1";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final String version;
  private final Positions positions;

  /// @param version eksguard's own version
  /// @param positions where the file says what
  public ExplainJson(String version, Positions positions) {
    this.version = version;
    this.positions = positions;
  }

  /// The document, with a line break at its end.
  public String render(Explanation explanation, List<Diagnostic> diagnostics) {
    ObjectNode root = NODES.objectNode();
    root.put("formatVersion", FORMAT_VERSION);
    root.put("eksguardVersion", version);
    root.put("account", explanation.about().account().value());
    root.put("region", explanation.about().region().map(Object::toString).orElse(null));
    root.put("cluster", explanation.about().cluster().map(Object::toString).orElse(null));
    root.put("standing", explanation.standing().map(Enum::name).orElse(null));
    List<Entry> entries = explanation.entries();
    root.set(
        "decides",
        entries.stream().findFirst().<JsonNode>map(this::entry).orElse(NODES.nullNode()));
    var overrides = root.putArray("overrides");
    entries.stream().skip(1).forEach(entry -> overrides.add(entry(entry)));
    root.set(
        "units",
        explanation
            .units()
            .<JsonNode>map(units -> {
              var list = NODES.arrayNode();
              units.forEach(list::add);
              return list;
            })
            .orElse(NODES.nullNode()));
    var rings = root.putArray("rings");
    explanation.rings().forEach(rings::add);
    var regions = root.putArray("regions");
    explanation.regions().forEach(region -> regions.add(region(explanation, region)));
    var told = root.putArray("diagnostics");
    diagnostics.forEach(diagnostic -> told.add(ReportJson.diagnostic(diagnostic)));
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private ObjectNode entry(Entry entry) {
    ObjectNode node = NODES.objectNode().put("path", entry.path());
    source(node, entry.path());
    String who =
        switch (entry.who()) {
          case Entry.Who.Accounts _ -> "account";
          case Entry.Who.Unit(String id) -> id;
          case Entry.Who.Others _ -> "defaults";
        };
    return node.put("for", who).put("approach", entry.approach().name().word());
  }

  private void source(ObjectNode node, String path) {
    positions
        .of(path)
        .ifPresentOrElse(
            pos ->
                node.putObject("source")
                    .put("file", pos.file())
                    .put("line", pos.line())
                    .put("column", pos.column()),
            () -> node.putNull("source"));
  }

  private ObjectNode region(Explanation explanation, Explanation.InRegion region) {
    ObjectNode node = NODES.objectNode();
    node.put("region", region.region().name());
    node.put("status", region.status().word());
    node.put("message", ExplainText.outcome(explanation, region, positions));
    node.put("memberStatus", region.member().map(member -> member.status()).orElse(null));
    node.put("memberMeaning", region.member().map(m -> m.state().meaning()).orElse(null));
    node.set(
        "wanted",
        region
            .entry()
            .<JsonNode>map(entry -> setting(explanation.feature(), entry.approach().setting()))
            .orElse(NODES.nullNode()));
    var live = node.putArray("live");
    region
        .live()
        .ifPresent(detector ->
            detector
                .features()
                .forEach((feature, state) -> live.add(setting(feature, state.setting()))));
    var organization = node.putArray("organization");
    region
        .organization()
        .ifPresent(settings ->
            settings
                .features()
                .forEach((feature, setting) ->
                    organization
                        .addObject()
                        .put("feature", feature.name())
                        .put("autoEnable", setting.feature().name())
                        .put("addonManagement", setting.addonManagement().name())
                        .put("guardDuty", settings.guardDuty().name())));
    node.put("clustersRead", region.clustersRead());
    var clusters = node.putArray("clusters");
    region.clusters().forEach(cluster -> clusters.add(cluster(cluster)));
    var steps = node.putArray("steps");
    region.steps().forEach(step -> steps.add(step(step)));
    return node.put("needsOthers", region.needsOthers());
  }

  private static ObjectNode setting(Feature feature, Setting setting) {
    return NODES
        .objectNode()
        .put("feature", feature.name())
        .put("enabled", setting.enabled())
        .put("addonManagement", setting.addonManagement());
  }

  private ObjectNode cluster(Explanation.OfCluster cluster) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("name", cluster.name().value())
            .put("exists", cluster.exists())
            .put("tag", cluster.tag().orElse(null))
            .put("managedNow", cluster.managedNow())
            .put("shallBeManaged", cluster.shallBeManaged());
    node.set("tagNeed", cluster.need().<JsonNode>map(ExplainJson::need).orElse(NODES.nullNode()));
    node.set(
        "line",
        cluster
            .rule()
            .<JsonNode>map(rule -> rule(rule, cluster.hasEnded()))
            .orElse(NODES.nullNode()));
    node.set("agent", cluster.agent().<JsonNode>map(this::agent).orElse(NODES.nullNode()));
    node.set("endpoint", cluster.endpoint().<JsonNode>map(this::endpoint).orElse(NODES.nullNode()));
    return node;
  }

  private ObjectNode agent(AgentView view) {
    ObjectNode node = NODES.objectNode().put("comesTo", view.coming().word());
    node.set("wanted", view.line().<JsonNode>map(this::agentLine).orElse(NODES.nullNode()));
    node.set(
        "live",
        view.site()
            .flatMap(site -> site.agent().asOptional())
            .<JsonNode>map(ExplainJson::liveAgent)
            .orElse(NODES.nullNode()));
    node.put("read", view.site().filter(site -> isKnown(site.agent())).isPresent());
    node.set("planned", view.planned().<JsonNode>map(ExplainJson::setup).orElse(NODES.nullNode()));
    return node;
  }

  private ObjectNode endpoint(EndpointView view) {
    ObjectNode node =
        NODES.objectNode().put("vpc", view.vpc().orElse(null)).put("comesTo", view.coming().word());
    ObjectNode wanted = node.putObject("wanted");
    wanted.put("endpoint", view.care().word()).put("path", view.path());
    source(wanted, view.path());
    node.put("read", view.read());
    var live = node.putArray("live");
    view.found()
        .ifPresent(vpc ->
            vpc.endpoints()
                .forEach((id, endpoint) ->
                    live.addObject()
                        .put("id", id)
                        .put("state", endpoint.state())
                        .put("privateDns", endpoint.privateDns())
                        .put("maker", endpoint.maker().word())));
    node.put("usable", view.usable().orElse(null));
    node.set(
        "planned",
        view.planned().<JsonNode>map(ExplainJson::endpointSetup).orElse(NODES.nullNode()));
    var findings = node.putArray("findings");
    view.findings()
        .forEach(finding -> {
          Diagnostic told = EndpointFindingText.diagnostic(finding, positions);
          findings.addObject().put("code", told.code().id()).put("message", told.message());
        });
    return node;
  }

  private static ObjectNode endpointSetup(EndpointSetup setup) {
    ObjectNode node = NODES.objectNode();
    var subnets = node.putArray("subnets");
    setup.subnets().forEach(subnets::add);
    var ranges = node.putArray("ranges");
    setup.ranges().forEach(ranges::add);
    return node;
  }

  private static boolean isKnown(Reading<Agent> agent) {
    return switch (agent) {
      case Reading.Present<Agent> _, Reading.Absent<Agent> _ -> true;
      case Reading.Unknown<Agent> _, Reading.NotRead<Agent> _ -> false;
    };
  }

  private ObjectNode agentLine(AgentRule rule) {
    ObjectNode node = NODES.objectNode().put("path", rule.path()).put("name", rule.name().glob());
    source(node, rule.path());
    return node.put("version", rule.version().orElse(null))
        .put("configuration", rule.configuration().orElse(null))
        .put("resolveConflicts", rule.conflicts().word())
        .set("tags", tags(rule.tags()));
  }

  private static ObjectNode liveAgent(Agent agent) {
    ObjectNode node =
        setup(agent.setup())
            .put("status", agent.status().name())
            .put("owner", agent.owner().word());
    var issues = node.putArray("issues");
    agent
        .issues()
        .forEach(
            issue -> issues.addObject().put("code", issue.code()).put("message", issue.message()));
    return node;
  }

  private static ObjectNode setup(AgentSetup setup) {
    return NODES
        .objectNode()
        .put("version", setup.version())
        .put("configuration", setup.configuration().orElse(null))
        .set("tags", tags(setup.tags()));
  }

  private static ObjectNode tags(SortedMap<String, String> tags) {
    ObjectNode node = NODES.objectNode();
    tags.forEach((key, value) -> node.put(key, value));
    return node;
  }

  private static ObjectNode need(TagNeed need) {
    return switch (need) {
      case TagNeed.Exactly(String value) ->
          NODES.objectNode().put("is", "exactly").put("value", value);
      case TagNeed.AnythingBut(String value) ->
          NODES.objectNode().put("is", "anything-but").put("value", value);
    };
  }

  private ObjectNode rule(ClusterRule rule, boolean hasEnded) {
    ObjectNode node = NODES.objectNode().put("path", rule.path()).put("name", rule.name().glob());
    source(node, rule.path());
    return node.put("reason", rule.reason().orElse(null))
        .put("owner", rule.owner().orElse(null))
        .put("until", rule.until().map(Object::toString).orElse(null))
        .put("hasEnded", hasEnded);
  }

  private static ObjectNode step(Step step) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("id", step.id().value())
            .put("action", step.action().word())
            .put("what", StepText.what(step))
            .put("reason", step.change().reason().name());
    var dependsOn = node.putArray("dependsOn");
    step.dependsOn().forEach(id -> dependsOn.add(id.value()));
    var guards = node.putArray("guards");
    step.guards().forEach(guard -> guards.add(GuardText.what(guard)));
    return node;
  }
}
