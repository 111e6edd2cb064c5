package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.Event;
import io.eksguard.sim.EventLog;
import io.eksguard.sim.RecordedCall;
import io.eksguard.sim.world.Feature;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every folder of `scenarios/` is a story: a world, a file, and what eksguard makes of them.
///
/// `mvn -B test -Dtest=ScenariosTest -Dgolden.update=true` rewrites what is expected.
class ScenariosTest {
  private static final Path SCENARIOS = Path.of("src/test/resources/scenarios");
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");
  private static final Set<String> GIVEN = Set.of("world.yaml", "file.yaml");
  private static final String TAG = "GuardDutyManaged";
  private static final List<String> PLANS =
      List.of(
          "S3_DATA_EVENTS",
          "EKS_AUDIT_LOGS",
          "EBS_MALWARE_PROTECTION",
          "RDS_LOGIN_EVENTS",
          "LAMBDA_NETWORK_LOGS");

  @TempDir private Path folder;

  static List<String> scenarios() throws IOException {
    try (var folders = Files.list(SCENARIOS)) {
      return folders.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void isPlannedAndAppliedAsExpected(String scenario) throws IOException {
    Path given = SCENARIOS.resolve(scenario);
    Path world = Files.copy(given.resolve("world.yaml"), folder.resolve("world.yaml"));
    World before = World.parse(Files.readString(world), "world.yaml");
    var cli = Cli.on(folder);
    String[] where = {"--sandbox=" + world, "-f", given.resolve("file.yaml").toString()};

    var plan = cli.run(with(where, "plan"));
    Path markdown = folder.resolve("plan.md");
    Path html = folder.resolve("plan.html");
    var json =
        cli.run(
            with(
                where,
                "plan",
                "--format",
                "json",
                "--out-markdown",
                markdown.toString(),
                "--out-html",
                html.toString()));
    var apply = cli.run(with(where, "apply", "--yes"));
    var after = cli.run(with(where, "plan", "--detailed-exitcode"));

    var log = EventLog.read(Path.of(world + ".events.jsonl"));
    Map<String, String> made = new TreeMap<>();
    made.put("plan.txt", scrubbed(plan.toString(), given));
    made.put("plan.json", scrubbed(json.out(), given));
    made.put("plan.md", scrubbed(Files.readString(markdown), given));
    if (Files.exists(given.resolve("plan.html"))) {
      made.put("plan.html", withoutStyleAndScript(scrubbed(Files.readString(html), given)));
    }
    made.put("apply.txt", scrubbed(inFixedOrder(apply.toString()), given));
    made.put("calls.txt", calls(log));
    made.put("clusters.txt", clusters(before, log));
    compare(given, made);
    assertThat(apply.out()).as("planning twice").startsWith(plan.out());
    assertThat(after.out()).as("the plan after the apply").contains("No changes.");
    assertThat(after.code()).as("the plan after the apply").isZero();
    assertThat(Detours.in(log))
        .as("clusters that were what they shall not be for a moment")
        .isEmpty();
    assertThat(others(World.parse(Files.readString(world), "world.yaml")))
        .as("what is none of our business")
        .isEqualTo(others(before));
  }

  private static String[] with(String[] where, String... command) {
    List<String> args = new ArrayList<>(List.of(command));
    args.addAll(List.of(where));
    return args.toArray(String[]::new);
  }

  private static void compare(Path given, Map<String, String> made) throws IOException {
    if (UPDATE) {
      for (var file : made.entrySet()) {
        Files.writeString(given.resolve(file.getKey()), file.getValue());
      }
    }
    Map<String, String> expected = new TreeMap<>();
    try (var files = Files.list(given)) {
      for (Path file : files.filter(f -> !GIVEN.contains(f.getFileName().toString())).toList()) {
        expected.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    assertThat(made.keySet()).as("the files of the scenario").isEqualTo(expected.keySet());
    made.forEach((name, text) -> assertThat(text).as(name).isEqualTo(expected.get(name)));
  }

  /// A page changes with them, and they have files of their own.
  private static String withoutStyleAndScript(String page) {
    return page.replaceAll("(?s)<(style|script)>.*?</\\1>", "<$1></$1>")
        .replaceAll("sha256-[A-Za-z0-9+/=]+", "DIGEST");
  }

  private static String scrubbed(String text, Path given) {
    return text.replace(given + "/", "")
        .replaceAll("[0-9]{8}T[0-9]{6}Z-[0-9a-f]{4}", "RUN")
        .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "REQUEST-ID");
  }

  /// Steps that wait for nothing of each other end in any order.
  private static String inFixedOrder(String text) {
    List<String> lines = new ArrayList<>();
    Set<String> ended = new TreeSet<>();
    for (String line : text.lines().toList()) {
      if (line.matches("(done|failed|held|stale|skipped) +.*")) {
        ended.add(line);
        continue;
      }
      lines.addAll(ended);
      ended.clear();
      lines.add(line);
    }
    lines.addAll(ended);
    return String.join("\n", lines) + "\n";
  }

  /// The calls that wrote, each once: which members share a call is a matter of timing.
  private static String calls(EventLog log) {
    return log.calls().stream()
        .filter(ScenariosTest::writes)
        .map(call ->
            "%s %s %s:%s %s"
                .formatted(
                    call.region(), call.account(), call.service(), call.operation(), call.path()))
        .distinct()
        .sorted()
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private static boolean writes(RecordedCall call) {
    return call.operation().matches("(Tag|Untag|Update|Create|Delete|Put|Attach|Detach|Enable).*");
  }

  /// Which clusters GuardDuty managed before, and which after.
  private static String clusters(World world, EventLog log) {
    var lines = new StringBuilder();
    for (var account : world.accounts().values()) {
      account
          .regions()
          .forEach((region, had) ->
              had.clusters()
                  .keySet()
                  .forEach(name -> lines.append(cluster(log, account.id(), region, name))));
    }
    return lines.toString();
  }

  private static String cluster(EventLog log, String account, String region, String name) {
    boolean before = log.managedAtStart(account, region, name);
    boolean after = before;
    for (Event event : log.all()) {
      if (event.account().equals(account)
          && event.region().equals(region)
          && event.cluster().equals(name)) {
        after =
            switch (event.kind()) {
              case MANAGED_AT_START, BECAME_MANAGED -> true;
              case BECAME_UNMANAGED -> false;
              default -> after;
            };
      }
    }
    return "%s %s %s: %s -> %s\n".formatted(region, account, name, word(before), word(after));
  }

  private static String word(boolean managed) {
    return managed ? "managed" : "not managed";
  }

  /// All that eksguard must leave alone: other tags, other plans, agents of ECS and EC2.
  private static Map<String, Object> others(World world) {
    Map<String, Object> others = new TreeMap<>();
    for (String region : world.regions()) {
      world
          .organization()
          .map(organization -> organization.configuration(region))
          .ifPresent(configuration -> {
            others.put(region + " GuardDuty", configuration.members());
            for (String plan : PLANS) {
              others.put(region + " " + plan, configuration.feature(plan));
            }
            others.put(
                region + " agents",
                without(configuration.feature(Feature.RUNTIME_MONITORING).additional()));
          });
      for (String account : world.accounts().keySet()) {
        others.putAll(others(world, account, region));
      }
    }
    return others;
  }

  private static Map<String, Object> others(World world, String account, String region) {
    Map<String, Object> others = new TreeMap<>();
    String place = account + " " + region + " ";
    var has = world.at(account, region);
    has.detector()
        .ifPresent(detector -> {
          others.put(place + "detector", detector.enabled());
          for (String plan : PLANS) {
            others.put(place + plan, detector.feature(plan));
          }
          others.put(
              place + "agents", without(detector.feature(Feature.RUNTIME_MONITORING).additional()));
        });
    has.clusters()
        .forEach((name, cluster) -> {
          Map<String, String> tags = new TreeMap<>(cluster.tags());
          tags.remove(TAG);
          others.put(place + name, tags);
        });
    return others;
  }

  private static <V> Map<String, V> without(Map<String, V> additional) {
    Map<String, V> rest = new TreeMap<>(additional);
    rest.remove(Feature.EKS_ADDON_MANAGEMENT);
    return rest;
  }
}
