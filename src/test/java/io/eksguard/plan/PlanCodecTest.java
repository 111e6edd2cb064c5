package io.eksguard.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.eksguard.diag.Code;
import io.eksguard.diag.SourcePos;
import io.eksguard.diff.Change;
import io.eksguard.diff.Reason;
import io.eksguard.live.ClusterBuild;
import io.eksguard.live.Maker;
import io.eksguard.model.Access;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.ClusterName;
import io.eksguard.model.ClusterPattern;
import io.eksguard.model.Desireds;
import io.eksguard.model.EndpointSetup;
import io.eksguard.model.Feature;
import io.eksguard.model.Limits;
import io.eksguard.model.Place;
import io.eksguard.model.Reach;
import io.eksguard.model.Region;
import io.eksguard.model.Selection;
import io.eksguard.model.Setting;
import io.eksguard.model.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class PlanCodecTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final Place PLACE = new Place(Desireds.MEMBER, Desireds.REGION);
  private static final ClusterName CLUSTER = new ClusterName("legacy-1");
  private static final Setting ON = new Setting(true, true);
  private static final Setting BARE = new Setting(true, false);
  private static final Selection SELECTION =
      new Selection(true, List.of(new ClusterPattern("legacy-*"), new ClusterPattern("a?b")));
  private static final List<Optional<String>> TAGS =
      List.of(
          Optional.empty(),
          Optional.of("true"),
          Optional.of("false"),
          Optional.of(""),
          Optional.of("a \"quote\", a \\, a line\nbreak, \u00e9, \u2028 and \ud83d\ude00"));

  private static Step step(Change change, Guard... guards) {
    return new Step(
        new StepId("one"),
        Action.UPDATE,
        change,
        new TreeSet<>(),
        List.of(guards),
        Optional.of(new SourcePos("org.yaml", 14, 7)));
  }

  private static Change feature(Standing standing, Feature feature) {
    return new Change.AccountFeature(
        PLACE, standing, feature, Setting.OFF, ON, Reason.DIFFERS_FROM_FILE, "organization");
  }

  static List<Step> stepsOfEveryKind() {
    List<Step> steps = new ArrayList<>();
    for (Standing standing : Standing.values()) {
      for (Feature feature : Feature.values()) {
        steps.add(step(feature(standing, feature)));
      }
      for (Optional<String> before : TAGS) {
        for (Optional<String> after : TAGS) {
          steps.add(
              step(
                  new Change.ClusterTag(
                      PLACE,
                      standing,
                      CLUSTER,
                      "arn:aws:eks:us-east-1:444455556666:cluster/legacy-1",
                      before,
                      after,
                      Reason.NEEDS_EXCLUSION_TAG,
                      "organization.members[0]")));
        }
      }
    }
    for (Reason reason : Reason.values()) {
      steps.add(
          step(
              new Change.AccountFeature(
                  PLACE, Standing.MEMBER, Feature.RUNTIME_MONITORING, BARE, ON, reason, "")));
    }
    var endpoint =
        Optional.of(
            new EndpointSetup(
                new TreeSet<>(List.of("subnet-1", "subnet-2")),
                new TreeSet<>(List.of("10.0.0.0/16"))));
    for (Maker maker : Maker.values()) {
      steps.add(step(endpoint(Optional.empty(), endpoint, maker)));
      steps.add(step(endpoint(endpoint, Optional.empty(), maker)));
    }
    for (AutoEnable before : AutoEnable.values()) {
      for (AutoEnable after : AutoEnable.values()) {
        steps.add(
            step(
                new Change.OrganizationFeature(
                    Desireds.REGION,
                    Desireds.ADMINISTRATOR,
                    Feature.EKS_RUNTIME_MONITORING,
                    new AutoEnableSetting(before, after),
                    new AutoEnableSetting(after, before),
                    before,
                    after,
                    Reason.OTHER_FEATURE_TAKES_OVER,
                    "organization.newAccounts")));
      }
    }
    return steps;
  }

  private static Change endpoint(
      Optional<EndpointSetup> before, Optional<EndpointSetup> after, Maker maker) {
    return new Change.VpcEndpoint(
        PLACE, Standing.MEMBER, "vpc-1", before, after, maker, Reason.NOT_IN_FILE, "organization");
  }

  static List<Guard> guardsOfEveryKind() {
    List<Guard> guards = new ArrayList<>();
    for (Standing standing : Standing.values()) {
      guards.add(new Guard.ClusterTagged(PLACE, standing, CLUSTER, "false"));
      guards.add(new Guard.AgentFits(PLACE, standing, CLUSTER));
      guards.add(new Guard.AgentsFit(PLACE, standing, SELECTION));
      guards.add(new Guard.EndpointThere(PLACE, standing, "vpc-1"));
      guards.add(new Guard.EndpointUnused(PLACE, standing, "vpc-1"));
      for (boolean flag : List.of(true, false)) {
        guards.add(new Guard.ClustersReady(PLACE, standing, SELECTION, flag));
        guards.add(new Guard.ClustersReady(PLACE, standing, new Selection(flag, List.of()), flag));
        for (Feature feature : Feature.values()) {
          guards.add(new Guard.FeatureSet(PLACE, standing, feature, new Setting(flag, !flag)));
        }
      }
    }
    return guards;
  }

  static List<Reach> waysToReach() {
    var full =
        new Access.Role(
            "arn:aws:iam::{account}:role/eksguard", Optional.of("ext"), Optional.of("name"));
    var bare = new Access.Role("arn:aws:iam::{account}:role/x", Optional.empty(), Optional.empty());
    return List.of(
        new Reach(Optional.empty(), Access.CALLER, Desireds.REGION),
        new Reach(
            Optional.of(Desireds.ADMINISTRATOR),
            new Access(Optional.of(full), Optional.of(bare), Optional.empty()),
            Desireds.SECOND_REGION),
        new Reach(
            Optional.of(Desireds.ADMINISTRATOR),
            new Access(Optional.empty(), Optional.of(full), Optional.of(bare)),
            Desireds.REGION));
  }

  private static PlanDocument document(Step... steps) {
    return document(NOON, PlanDocument.Target.AWS, waysToReach().getLast(), steps);
  }

  private static PlanDocument document(
      Instant created, PlanDocument.Target target, Reach reach, Step... steps) {
    return new PlanDocument(
        "0.1.0",
        created,
        target,
        reach,
        new Limits(1, 2, 3, 40),
        new Summary(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
        bases(),
        Plan.of(List.of(steps)),
        new Certificate(new TreeMap<>(Map.of(PLACE, 7L))),
        Optional.empty());
  }

  private static PlanDocument inRings(PlanDocument one) {
    var rings =
        new Rings(
            List.of(
                new Rings.Ring("canary", new TreeSet<>(List.of(Desireds.MEMBER, Desireds.OTHER))),
                new Rings.Ring("nobody", new TreeSet<>())),
            new TreeSet<>(List.of(PLACE)),
            Duration.ofMinutes(45),
            5,
            true);
    return new PlanDocument(
        one.eksguardVersion(),
        one.created(),
        one.target(),
        one.reach(),
        one.limits(),
        one.summary(),
        one.bases(),
        one.plan(),
        one.certificate(),
        Optional.of(rings));
  }

  /// A program that knows no rings would run them all at once, so it must not take the form.
  @Test
  void aPlanHasItsRings() {
    PlanDocument document =
        inRings(document(step(feature(Standing.MEMBER, Feature.RUNTIME_MONITORING))));

    String text = PlanCodec.write(document);

    assertThat(text).contains("\"formatVersion\" : \"1.1\"");
    assertThat(PlanCodec.read("plan.json", text))
        .isEqualTo(new PlanCodec.Reading.Ok(document, PlanCodec.digest(document)));
  }

  private static SortedMap<ClusterName, ClusterBuild> builds() {
    return new TreeMap<>(
        Map.of(
            new ClusterName("c0"),
            new ClusterBuild(
                Optional.of("ACTIVE"),
                Optional.of("1.33"),
                Optional.of("vpc-1"),
                new TreeSet<>(List.of(ClusterBuild.Trait.values()))),
            new ClusterName("c1"),
            ClusterBuild.with(ClusterBuild.Trait.AUTO_MODE)));
  }

  private static Bases bases() {
    SortedMap<Place, Basis> places = new TreeMap<>();
    for (Region region : List.of(Desireds.REGION, Desireds.SECOND_REGION)) {
      var place = new Place(Desireds.MEMBER, region);
      SortedMap<ClusterName, Optional<String>> tags = new TreeMap<>();
      TAGS.forEach(tag -> tags.put(new ClusterName("c" + tags.size()), tag));
      places.put(
          place,
          new Basis(
              place,
              Standing.MEMBER,
              new TreeMap<>(Map.of(Feature.RUNTIME_MONITORING, BARE)),
              new TreeMap<>(Map.of(Feature.RUNTIME_MONITORING, ON)),
              SELECTION,
              region.equals(Desireds.REGION) ? tags : new TreeMap<>(),
              region.equals(Desireds.REGION),
              region.equals(Desireds.REGION) ? builds() : new TreeMap<>(),
              new TreeSet<>(region.equals(Desireds.REGION) ? List.of(CLUSTER) : List.of()),
              new TreeSet<>(region.equals(Desireds.REGION) ? List.of("vpc-1") : List.of())));
    }
    var live =
        new TreeMap<>(
            Map.of(
                Feature.EKS_RUNTIME_MONITORING,
                new AutoEnableSetting(AutoEnable.NEW, AutoEnable.NONE)));
    return new Bases(
        places,
        new TreeMap<>(
            Map.of(Desireds.REGION, new RegionBasis(Desireds.REGION, AutoEnable.ALL, live))),
        Optional.empty(),
        true);
  }

  private static PlanDocument small() {
    var tag =
        new Step(
            new StepId("tag"),
            Action.TAG,
            new Change.ClusterTag(
                PLACE,
                Standing.MEMBER,
                CLUSTER,
                "arn:aws:eks:us-east-1:444455556666:cluster/legacy-1",
                Optional.empty(),
                Optional.of("false"),
                Reason.NEEDS_EXCLUSION_TAG,
                "organization.members[0].exclude[0]"),
            new TreeSet<>(),
            List.of(),
            Optional.empty());
    SortedSet<StepId> after = new TreeSet<>(List.of(tag.id()));
    var feature =
        new Step(
            new StepId("feature"),
            Action.ENABLE,
            feature(Standing.MEMBER, Feature.RUNTIME_MONITORING),
            after,
            guardsOfEveryKind().subList(0, 3),
            Optional.of(new SourcePos("org.yaml", 14, 7)));
    return document(tag, feature);
  }

  private static void assertComesBack(PlanDocument document) {
    String text = PlanCodec.write(document);

    assertThat(PlanCodec.read("plan.json", text))
        .isEqualTo(new PlanCodec.Reading.Ok(document, PlanCodec.digest(document)));
    assertThat(text).endsWith("}\n").contains(PlanCodec.digest(document));
  }

  @ParameterizedTest
  @MethodSource("stepsOfEveryKind")
  void aStepComesBackAsItWasWritten(Step step) {
    assertComesBack(document(step));
  }

  @ParameterizedTest
  @MethodSource("guardsOfEveryKind")
  void aGuardComesBackAsItWasWritten(Guard guard) {
    assertComesBack(document(step(feature(Standing.MEMBER, Feature.RUNTIME_MONITORING), guard)));
  }

  @ParameterizedTest
  @MethodSource("waysToReach")
  void theWayToReachTheAccountsComesBackAsItWasWritten(Reach reach) {
    assertComesBack(document(NOON, PlanDocument.Target.SANDBOX, reach));
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void actionsEdgesAndTheirOrderComeBackAsTheyWereWritten(Action action) {
    var first =
        new Step(
            new StepId("z"),
            action,
            feature(Standing.MEMBER, Feature.RUNTIME_MONITORING),
            new TreeSet<>(),
            List.of(),
            Optional.empty());
    var second =
        new Step(
            new StepId("a"),
            action,
            feature(Standing.MEMBER, Feature.EKS_RUNTIME_MONITORING),
            new TreeSet<>(List.of(first.id())),
            List.of(),
            Optional.empty());

    assertComesBack(document(second, first));
  }

  @Test
  void theSamePlanHasTheSameDigestAtAnotherTime() {
    var reach = waysToReach().getFirst();
    var now = document(NOON, PlanDocument.Target.AWS, reach);
    var later = document(NOON.plusSeconds(1), PlanDocument.Target.AWS, reach);
    var elsewhere = document(NOON, PlanDocument.Target.SANDBOX, reach);

    assertThat(PlanCodec.digest(later)).isEqualTo(PlanCodec.digest(now));
    assertThat(PlanCodec.digest(elsewhere)).isNotEqualTo(PlanCodec.digest(now));
  }

  @Test
  void spacingAndTheOrderOfKeysAreNotPartOfThePlan() {
    var document = small();
    String other = Forgery.of(PlanCodec.write(document), _ -> {});

    assertThat(other).doesNotContain("\n");
    assertThat(PlanCodec.read("plan.json", other))
        .isEqualTo(new PlanCodec.Reading.Ok(document, PlanCodec.digest(document)));
  }

  private static String refusal(String text) {
    return switch (PlanCodec.read("plan.json", text)) {
      case PlanCodec.Reading.Ok _ -> "taken";
      case PlanCodec.Reading.Refused(var why) -> {
        assertThat(why.code()).isEqualTo(Code.BAD_PLAN_FILE);
        assertThat(why.hint()).isPresent();
        yield why.message();
      }
    };
  }

  @Test
  void anotherVersionIsRefusedByItsNumber() {
    String text = Forgery.of(PlanCodec.write(small()), root -> root.put("formatVersion", "2.0"));

    assertThat(refusal(text)).contains("it has the form `2.0`, of a newer eksguard");
  }

  @Test
  void anEditedPlanIsRefusedWithBothDigests() {
    String text = PlanCodec.write(small());

    assertThat(refusal(text.replace("\"cluster\" : \"legacy-1\"", "\"cluster\" : \"legacy-2\"")))
        .contains("it was edited", "its digest says `" + PlanCodec.digest(small()) + "` and is `");
  }

  /// All of the document but the time, which is none of the plan.
  private static Optional<JsonNode> tree(String text) {
    try {
      var tree = JsonMapper.shared().readTree(text);
      if (tree instanceof ObjectNode root) {
        root.remove("created");
      }
      return Optional.of(tree);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static List<String> editedAt(String text, int at) {
    String before = text.substring(0, at);
    String after = text.substring(at + 1);
    char was = text.charAt(at);
    List<String> edited = new ArrayList<>();
    edited.add(before + after);
    for (char put : new char[] {'0', '9', '-', 'x', 'E', '"', ' ', ',', '}', '\u00e9'}) {
      if (put != was) {
        edited.add(before + put + after);
      }
      edited.add(before + put + was + after);
    }
    return edited;
  }

  @Test
  void aPlanEditedInAnyOnePlaceIsRefused() {
    String text = PlanCodec.write(small());
    var whole = tree(text);
    int refused = 0;

    for (int at = 0; at < text.length(); at++) {
      for (String edited : editedAt(text, at)) {
        boolean same = tree(edited).equals(whole);
        if (PlanCodec.read("plan.json", edited) instanceof PlanCodec.Reading.Ok) {
          assertThat(same).as("taken, with an edit at %s:%n%s", at, edited).isTrue();
        } else {
          refused++;
        }
      }
    }

    assertThat(refused).isGreaterThan(10_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"formatVersion\" : \"1.1\",",
        "\"limits\" : {",
        "\"account\" : \"444455556666\","
      })
  void aKeySaidTwiceIsRefused(String line) {
    String text = PlanCodec.write(small());
    String key = line.substring(0, line.indexOf(':'));

    String twice = text.replaceFirst(java.util.regex.Pattern.quote(line), key + ": 1, $0");

    assertThat(twice).isNotEqualTo(text);
    assertThat(refusal(twice)).isNotEqualTo("taken");
  }

  static List<String> garbage() {
    String plan = PlanCodec.write(small());
    return List.of(
        "",
        " ",
        "\0",
        "\ufeff",
        "null",
        "true",
        "[]",
        "{",
        "{}",
        "\"eksguard-plan\"",
        "version: 1\n",
        "{\"kind\":\"eksguard-plan\"}",
        "{\"kind\":\"eksguard-plan\",\"formatVersion\":\"1.0\"}",
        "{\"kind\":\"eksguard-plan\",\"formatVersion\":1.0}",
        "{\"kind\":[\"eksguard-plan\"]}",
        "[".repeat(100_000),
        "{\"kind\":".repeat(100_000),
        "{\"kind\":1" + "0".repeat(5_000) + "}",
        plan + plan,
        plan + "x",
        "x" + plan,
        plan.substring(0, plan.length() / 2));
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void garbageIsRefusedAndNeverThrows(String text) {
    assertThat(refusal(text)).isNotEqualTo("taken");
  }

  /// Every place of a plan file with everything that could stand there instead.
  private static List<String> forgeries(String text) {
    var json = JsonNodeFactory.instance;
    List<JsonNode> instead =
        List.of(
            json.nullNode(),
            json.stringNode(""),
            json.stringNode("x"),
            json.numberNode(-1),
            json.numberNode(1.5),
            json.numberNode(Long.MAX_VALUE),
            json.booleanNode(true),
            json.arrayNode(),
            json.objectNode());
    List<String> forgeries = new ArrayList<>();
    for (String pointer : pointers(JsonMapper.shared().readTree(text), "")) {
      int slash = pointer.lastIndexOf('/');
      String above = pointer.substring(0, slash);
      String name = pointer.substring(slash + 1).replace("~1", "/").replace("~0", "~");
      for (JsonNode one : instead) {
        forgeries.add(Forgery.of(text, root -> put(root.at(above), name, one)));
      }
      forgeries.add(
          Forgery.of(
              text,
              root -> {
                switch (root.at(above)) {
                  case ObjectNode object -> object.remove(name);
                  case ArrayNode array -> array.remove(Integer.parseInt(name));
                  case JsonNode _ -> throw new AssertionError(above);
                }
              }));
    }
    return forgeries;
  }

  private static void put(JsonNode into, String name, JsonNode value) {
    switch (into) {
      case ObjectNode object -> object.set(name, value);
      case ArrayNode array -> array.set(Integer.parseInt(name), value);
      case JsonNode _ -> throw new AssertionError(name);
    }
  }

  private static List<String> pointers(JsonNode node, String at) {
    List<String> pointers = new ArrayList<>();
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(one -> {
            String here = at + "/" + one.getKey().replace("~", "~0").replace("/", "~1");
            pointers.add(here);
            pointers.addAll(pointers(one.getValue(), here));
          });
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        pointers.add(at + "/" + i);
        pointers.addAll(pointers(array.get(i), at + "/" + i));
      }
    }
    return pointers;
  }

  @Test
  void aForgedPlanIsRefusedOrCanBeChecked() {
    var forgeries = forgeries(PlanCodec.write(small()));

    for (String forged : forgeries) {
      assertThatCode(
              () -> {
                if (PlanCodec.read("plan.json", forged) instanceof PlanCodec.Reading.Ok ok) {
                  OrderChecker.check(ok.document().plan(), ok.document().bases());
                  PlanCodec.write(ok.document());
                }
              })
          .as(forged)
          .doesNotThrowAnyException();
    }
    assertThat(forgeries).hasSizeGreaterThan(1_000);
  }
}
