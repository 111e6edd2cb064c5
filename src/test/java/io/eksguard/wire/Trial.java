package io.eksguard.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.Cli;
import io.eksguard.journal.RecordedRun;
import io.eksguard.journal.Runs;
import io.eksguard.sim.RecordedCall;
import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One apply with something wrong on the wire, and what came of it; then one without.
///
/// The file wants a member on, but for a cluster that needs a tag before; and new accounts.
final class Trial implements AutoCloseable {
  static final String ADMINISTRATOR = "111122223333";
  static final String MEMBER = "444455556666";

  private static final boolean UPDATE = Boolean.getBoolean("golden.update");
  private static final Path GOLDEN = Path.of("src/test/resources/wire");

  /// Time enough for a busy machine.
  private static final Duration PATIENT = Duration.ofMinutes(1);

  private static final Duration IMPATIENT = Duration.ofSeconds(2);
  private static final Set<String> WRITES =
      Set.of("TagResource", "UpdateMemberDetectors", "UpdateOrganizationConfiguration");
  private static final Pattern STEP = Pattern.compile("^(done|failed|held|skipped|stale) ");
  private static final String WORLD =
      """
      regions: [us-east-1]
      organization: {management: "000011112222", administrator: "111122223333"}
      accounts:
        "000011112222": {membership: none}
        "111122223333": {}
        "444455556666": {clusters: {us-east-1: [legacy, web]}}
      """;
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      organization:
        administrator: {account: "111122223333"}
        newAccounts: {autoEnable: NEW, approach: all}
        defaults: {approach: all-except, exclude: [legacy]}
      access: {members: {role: "arn:aws:iam::{account}:role/eksguard"}}
      limits: {changePercent: 100}
      """;

  private final Path folder;
  private final Sandbox sandbox =
      Sandbox.start(
          World.parse(WORLD, "world.yaml"),
          0,
          InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z")));
  private final Wire wire = new Wire(sandbox);

  private Duration answer = PATIENT;

  Trial(Path folder) {
    this.folder = folder;
  }

  /// Waits no longer for answers than a test can; those that come well must come in that time, too.
  Trial impatient() throws IOException {
    run("plan"); // so that what is only slow the first time is not slow any more
    wire.mend();
    answer = IMPATIENT;
    return this;
  }

  Sandbox sandbox() {
    return sandbox;
  }

  Wire wire() {
    return wire;
  }

  @Override
  public void close() {
    wire.close();
    sandbox.close();
  }

  Cli.Ran run(String... args) throws IOException {
    var path = Files.writeString(folder.resolve("file.yaml"), FILE);
    var all = new ArrayList<>(List.of(args));
    all.addAll(List.of("-f", path.toString()));
    return Cli.inPlaceOfAws(folder, wire.endpoint(), answer).run(all.toArray(String[]::new));
  }

  /// Applies with a fault, compares what came of it with the golden file of that name, and applies
  /// again without: that comes to the end, and at no moment was the excluded cluster managed.
  ///
  /// @return what went over the wire in the first apply
  List<Wire.Exchange> apply(String name, Consumer<Wire> fault) throws IOException {
    fault.accept(wire);
    Cli.Ran first = run("apply", "--yes", "--strict", "--guard-timeout", "2s");
    List<Wire.Exchange> exchanges = wire.exchanges();
    String text = text(first);
    wire.mend();
    sandbox.faults().clear();
    answer = PATIENT;
    Cli.Ran again = run("apply", "--yes", "--strict");
    Cli.Ran plan = run("plan", "--detailed-exitcode", "--strict");

    assertThat(again.code()).as("%s%nthen %s", first, again).isZero();
    assertThat(plan.code()).as(plan.toString()).isZero();
    assertThat(plan.out()).contains("No changes.");
    assertThat(sandbox.events().wasEverManaged(MEMBER, "us-east-1", "legacy")).isFalse();
    assertThat(sandbox.events().becameManaged(MEMBER, "us-east-1", "web")).isTrue();
    assertThat(unguarded(exchanges)).as(first.toString()).isEmpty();
    compare(name, text);
    return exchanges;
  }

  /// Feature writes that went out without a look at the clusters since the one before; but what AWS
  /// refused because of the clock may go out once more with the right one.
  private static List<String> unguarded(List<Wire.Exchange> exchanges) {
    List<String> unguarded = new ArrayList<>();
    boolean looked = false;
    for (Wire.Exchange exchange : exchanges) {
      String url = exchange.request().getUrl();
      if (url.startsWith("/clusters?")) {
        looked = true;
      }
      if (url.endsWith("/member/detector/update")) {
        if (!looked) {
          unguarded.add(url);
        }
        looked = exchange.status() == 403;
      }
    }
    return unguarded;
  }

  private String text(Cli.Ran ran) {
    String out = ran.out() + "--- stderr\n" + sorted(ran.err());
    return "exit "
        + ran.code()
        + "\n--- stdout\n"
        + out
        + "--- written\n"
        + written()
        + "--- journal\n"
        + journal();
  }

  /// How steps ended, in the order of their names: they run side by side.
  private static String sorted(String err) {
    List<String> steps = err.lines().filter(line -> STEP.matcher(line).find()).sorted().toList();
    return steps.stream().map(line -> line + "\n").collect(Collectors.joining())
        + err.lines()
            .filter(line -> !STEP.matcher(line).find())
            .map(line -> line + "\n")
            .collect(Collectors.joining());
  }

  /// What the sandbox was told to write, as it says; that of the organization comes first, since it
  /// runs beside the others.
  private String written() {
    return sandbox.events().calls().stream()
        .filter(call -> WRITES.contains(call.operation()))
        .sorted(Comparator.comparing(call -> !call.operation().contains("Organization")))
        .map(Trial::line)
        .collect(Collectors.joining());
  }

  private static String line(RecordedCall call) {
    return call.operation() + " " + call.status() + "\n";
  }

  private String journal() {
    return switch (Runs.read(folder.resolve("eksguard").resolve("runs"), Runs.LATEST)) {
      case Runs.Found.Run(var run) -> journal(run);
      case Runs.Found.None _ -> "none\n";
      case Runs.Found other -> throw new AssertionError(other.toString());
    };
  }

  private static String journal(RecordedRun run) {
    return run.ended().entrySet().stream()
        .map(ended ->
            ended.getKey()
                + " "
                + ended.getValue().how().word()
                + ended.getValue().code().map(code -> " " + code).orElse("")
                + "\n")
        .collect(Collectors.joining());
  }

  private void compare(String name, String raw) throws IOException {
    String text =
        raw.replace(folder.toString(), "FOLDER")
            .replace(wire.endpoint().toString(), "ENDPOINT")
            .replaceAll("\\(request [^)\n]*\\)", "(request ID)")
            .replaceAll("20261124T120000Z-[0-9a-f]{4}", "RUN");
    Path golden = GOLDEN.resolve(name + ".txt");
    if (UPDATE) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, text);
    }
    assertThat(text).isEqualTo(Files.readString(golden));
  }
}
