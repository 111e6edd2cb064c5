package io.eksguard.plan;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.Change;
import io.eksguard.model.Access;
import io.eksguard.model.AccountId;
import io.eksguard.model.Limits;
import io.eksguard.model.Place;
import io.eksguard.model.Reach;
import io.eksguard.model.Region;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Plan files: a plan document as one JSON document, with a digest over all of it but the time.
public final class PlanCodec {
  /// The form of the file, which earlier forms of the same number before the dot are a part of.
  /// Whatever is added raises the part after the dot, since a program that passes over what it does
  /// not know would not apply what was reviewed; anything else raises the part before it.
  public static final String FORMAT_VERSION = "1.1";

  private static final String KIND = "eksguard-plan";
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).build();
  private static final JsonMapper SORTED =
      JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

  private PlanCodec() {}

  /// What reading a plan file gave.
  public sealed interface Reading {
    /// A plan, as it was saved.
    record Ok(PlanDocument document, String digest) implements Reading {}

    /// No plan that this program takes.
    record Refused(Diagnostic why) implements Reading {}
  }

  /// The document as text, with a line break at its end.
  public static String write(PlanDocument document) {
    ObjectNode root = tree(document);
    root.put("digest", digest(root));
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  /// The digest of a document: the same for the same plan, whenever it was made.
  public static String digest(PlanDocument document) {
    return digest(tree(document));
  }

  private static ObjectNode tree(PlanDocument document) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("kind", KIND);
    root.put("formatVersion", FORMAT_VERSION);
    root.put("eksguardVersion", document.eksguardVersion());
    root.put("created", document.created().toString());
    root.put("target", document.target().name());
    root.set("reach", reach(document.reach()));
    root.set("limits", limits(document.limits()));
    root.set("summary", SummaryCodec.write(document.summary()));
    BasesCodec.write(root, document.bases());
    var steps = root.putArray("steps");
    document.plan().steps().forEach(step -> steps.add(StepCodec.write(step)));
    root.set("certificate", certificate(document.certificate()));
    document.rings().ifPresent(rings -> root.set("rollout", RingsCodec.write(rings)));
    return root;
  }

  /// Reads a plan file.
  ///
  /// @param name the file as the user named it
  public static Reading read(String name, String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (!(node instanceof ObjectNode root) || !KIND.equals(root.path("kind").asString(""))) {
        return refused(name, "it is not a plan that eksguard saved");
      }
      String version = root.path("formatVersion").asString("");
      switch (PlanForm.of(version).comparedWith(PlanForm.of(FORMAT_VERSION))) {
        case TAKEN -> {
          // Read below.
        }
        case NEWER -> {
          return newer(name, version, root.path("eksguardVersion").asString(""));
        }
        case OTHER -> {
          return refused(
              name,
              "it has the form `%s`, and this version takes `%s.x`"
                  .formatted(version, PlanForm.of(FORMAT_VERSION).major()));
        }
      }
      String said = root.path("digest").asString("");
      String is = digest(root);
      if (!said.equals(is)) {
        return refused(name, "it was edited: its digest says `%s` and is `%s`".formatted(said, is));
      }
      return new Reading.Ok(document(root), is);
    } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
      return refused(name, "it cannot be read: " + firstLine(e));
    }
  }

  /// What a newer program added may be what keeps the order, so nothing is passed over.
  private static Reading newer(String name, String form, String eksguard) {
    return new Reading.Refused(
        Diagnostic.error(
                Code.BAD_PLAN_FILE,
                "`%s` is refused: it has the form `%s`, of a newer eksguard, and this version takes none after `%s`."
                    .formatted(name, form, FORMAT_VERSION))
            .hint(
                "Apply it with eksguard `%s`, which made it, or make it again with this one: `eksguard plan -o FILE`."
                    .formatted(eksguard)));
  }

  private static Reading refused(String name, String why) {
    return new Reading.Refused(
        Diagnostic.error(Code.BAD_PLAN_FILE, "`%s` is refused: %s.".formatted(name, why))
            .hint(
                name.endsWith(".json")
                    ? "Make it again with `eksguard plan -o %s`.".formatted(name)
                    : "A plan is made with `eksguard plan -o plan.json`; a desired-state file is"
                        + " named by `-f`."));
  }

  private static String firstLine(Exception e) {
    String message = e instanceof JacksonException j ? j.getOriginalMessage() : e.getMessage();
    return String.valueOf(message).lines().findFirst().orElse("no reason given");
  }

  private static PlanDocument document(ObjectNode root) {
    List<Step> steps = root.required("steps").values().stream().map(StepCodec::read).toList();
    Bases bases = BasesCodec.read(root);
    steps.forEach(step -> checkGround(step, bases));
    return new PlanDocument(
        StepCodec.text(root, "eksguardVersion"),
        Instant.parse(StepCodec.text(root, "created")),
        PlanDocument.Target.valueOf(StepCodec.text(root, "target")),
        readReach(root.required("reach")),
        readLimits(root.required("limits")),
        SummaryCodec.read(root.required("summary")),
        bases,
        Plan.of(steps),
        readCertificate(root.required("certificate")),
        root.has("rollout")
            ? Optional.of(RingsCodec.read(root.required("rollout")))
            : Optional.empty());
  }

  /// The order of steps can be checked only where it is known what they stand on.
  private static void checkGround(Step step, Bases bases) {
    boolean known =
        switch (step.change()) {
          case Change.ClusterTag tag -> bases.places().containsKey(tag.place());
          case Change.ClusterAgent agent -> bases.places().containsKey(agent.place());
          case Change.VpcEndpoint endpoint -> bases.places().containsKey(endpoint.place());
          case Change.AccountFeature feature -> bases.places().containsKey(feature.place());
          case Change.OrganizationFeature feature -> bases.regions().containsKey(feature.region());
          case Change.OfPolicy policy ->
              bases.protection().filter(b -> b.policy().equals(policy.policy())).isPresent();
        };
    if (!known) {
      throw new IllegalArgumentException("it does not say what `" + step.id() + "` stands on");
    }
  }

  /// The digest over everything but the digest itself and the time, whatever the spacing and the
  /// order of keys.
  private static String digest(ObjectNode root) {
    ObjectNode bare = root.deepCopy();
    bare.remove("digest");
    bare.remove("created");
    byte[] bytes = SORTED.writeValueAsString(bare).getBytes(StandardCharsets.UTF_8);
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return "sha256:" + HexFormat.of().formatHex(sha.digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static ObjectNode reach(Reach reach) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("administrator", reach.administrator().map(AccountId::value).orElse(null));
    node.put("home", reach.home().name());
    role(node, "administratorRole", reach.access().administrator());
    role(node, "membersRole", reach.access().members());
    role(node, "managementRole", reach.access().management());
    return node;
  }

  private static void role(ObjectNode node, String name, Optional<Access.Role> role) {
    role.ifPresentOrElse(
        r ->
            node.putObject(name)
                .put("arn", r.arn())
                .put("externalId", r.externalId().orElse(null))
                .put("sessionName", r.sessionName().orElse(null)),
        () -> node.putNull(name));
  }

  private static Reach readReach(JsonNode node) {
    return new Reach(
        StepCodec.optionalText(node.required("administrator")).map(AccountId::new),
        new Access(
            readRole(node.required("administratorRole")),
            readRole(node.required("membersRole")),
            readRole(node.required("managementRole"))),
        new Region(StepCodec.text(node, "home")));
  }

  private static Optional<Access.Role> readRole(JsonNode node) {
    return node.isNull()
        ? Optional.empty()
        : Optional.of(
            new Access.Role(
                StepCodec.text(node, "arn"),
                StepCodec.optionalText(node.required("externalId")),
                StepCodec.optionalText(node.required("sessionName"))));
  }

  private static ObjectNode limits(Limits limits) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("disable", limits.disable())
        .put("untag", limits.untag())
        .put("uninstall", limits.uninstall())
        .put("changePercent", limits.changePercent());
  }

  private static Limits readLimits(JsonNode node) {
    return new Limits(
        node.required("disable").intValue(),
        node.required("untag").intValue(),
        node.required("uninstall").intValue(),
        node.required("changePercent").intValue());
  }

  private static ObjectNode certificate(Certificate certificate) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    var laws = node.putArray("laws");
    for (Law law : Law.values()) {
      laws.add(law.word());
    }
    ObjectNode states = node.putObject("states");
    certificate.states().forEach((place, count) -> states.put(place.toString(), count));
    return node;
  }

  private static Certificate readCertificate(JsonNode node) {
    SortedMap<Place, Long> states = new TreeMap<>();
    node.required("states")
        .properties()
        .forEach(one -> states.put(place(one.getKey()), one.getValue().longValue()));
    return new Certificate(states);
  }

  private static Place place(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("not an account and region: " + text);
    }
    return new Place(
        new AccountId(text.substring(slash + 1)), new Region(text.substring(0, slash)));
  }
}
