package io.eksguard.cli;

import io.eksguard.config.DesiredStateReader;
import io.eksguard.config.DesiredWriter;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.AgentSurvey;
import io.eksguard.diff.Describer;
import io.eksguard.diff.Description;
import io.eksguard.diff.EndpointSurvey;
import io.eksguard.diff.Remark;
import io.eksguard.diff.Survey;
import io.eksguard.live.Agent;
import io.eksguard.live.Detector;
import io.eksguard.live.LivePlace;
import io.eksguard.live.LiveReader;
import io.eksguard.live.LiveRegion;
import io.eksguard.live.LiveState;
import io.eksguard.live.OrganizationSettings;
import io.eksguard.live.Reading;
import io.eksguard.live.Vpc;
import io.eksguard.model.Access;
import io.eksguard.model.AccountId;
import io.eksguard.model.AgentSetup;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Desired;
import io.eksguard.model.Place;
import io.eksguard.model.Reach;
import io.eksguard.model.Region;
import io.eksguard.model.Standing;
import io.eksguard.render.DescriptionText;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `eksguard import`: reads what is live and writes the file that describes it.
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Read what is live and print the desired-state file that describes it; planning it is empty.",
      "Writes nothing to AWS."
    })
final class ImportCommand implements Callable<Integer> {
  private static final Pattern ACCOUNT_OF_ROLE =
      Pattern.compile("arn:[^:]+:iam::([0-9]{12}):role/.+");

  private final Ports ports;

  @Spec private CommandSpec spec;
  @Mixin private Target target;
  @Mixin private CallOptions calls;
  @Mixin private ColourOption colour;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      required = true,
      arity = "1..*",
      split = ",",
      converter = ToRegion.class,
      description = "The regions to describe. One or more, also as a list with commas.")
  private List<Region> regions = new ArrayList<>();

  @Option(
      names = "--administrator",
      paramLabel = "ACCOUNT",
      converter = ToAccount.class,
      description = {
        "The delegated GuardDuty administrator. Default: the account of --administrator-role;",
        "else the caller's account if it is one; else the caller's account stands alone."
      })
  private @Nullable AccountId administrator;

  @Option(
      names = "--administrator-role",
      paramLabel = "ARN",
      description = "The role to assume there. Default: the caller's own credentials.")
  private @Nullable String administratorRole;

  @Option(
      names = "--member-role",
      paramLabel = "ARN",
      description = {
        "The role to assume in each member, with {account} for its id.",
        "Without it members that are monitored are left out: their clusters cannot be read."
      })
  private @Nullable String memberRole;

  @Option(
      names = "--external-id",
      paramLabel = "ID",
      description = "The external id that the roles ask for.")
  private @Nullable String externalId;

  @Option(
      names = "--standalone",
      description = "Describe the caller's account alone, whatever else it is.")
  private boolean standalone;

  @Option(names = "--strict", description = "End with 7 if something could not be read.")
  private boolean strict;

  ImportCommand(Ports ports) {
    this.ports = ports;
  }

  /// Reads a region.
  static final class ToRegion implements ITypeConverter<Region> {
    @Override
    public Region convert(String text) {
      if (!Region.isValid(text)) {
        throw new TypeConversionException("`" + text + "` is not a region");
      }
      return new Region(text);
    }
  }

  /// Reads an account.
  static final class ToAccount implements ITypeConverter<AccountId> {
    @Override
    public AccountId convert(String text) {
      if (!AccountId.isValid(text)) {
        throw new TypeConversionException("`" + text + "` is not an account id of 12 digits");
      }
      return new AccountId(text);
    }
  }

  /// What an account is, by what could be read through it.
  private sealed interface Role {
    /// It leads an organization, or was said to.
    record Administrator(AccountId account) implements Role {}

    /// It stands alone, or was said to.
    record Standalone(AccountId account) implements Role {}

    /// That could not be found out.
    record Unclear(List<Diagnostic> why) implements Role {}
  }

  @Override
  public Integer call() {
    if (standalone && (administrator != null || administratorRole != null)) {
      throw new ParameterException(
          spec.commandLine(), "--standalone and an administrator exclude each other");
    }
    var page = new Page(spec, ports, colour.use(ports));
    List<Diagnostic> wrong = wrongOptions();
    if (!wrong.isEmpty()) {
      page.diagnostics(wrong);
      return ExitCode.USAGE.number();
    }
    Optional<AccountId> said = saidAdministrator();
    return said.isPresent()
        ? connected(
            page, said, reader -> describe(page, reader, new Role.Administrator(said.get())))
        : asCaller(page);
  }

  private Access access() {
    return new Access(
        Optional.ofNullable(administratorRole).map(this::role),
        Optional.ofNullable(memberRole).map(this::role),
        Optional.empty());
  }

  private Access.Role role(String arn) {
    return new Access.Role(arn, Optional.ofNullable(externalId), Optional.empty());
  }

  private SortedSet<Region> inRegions() {
    return new TreeSet<>(regions);
  }

  /// What is wrong with the options, in the words for the same mistake in a file.
  private List<Diagnostic> wrongOptions() {
    var someAccount = new AccountId("111122223333");
    Desired likeThis = Survey.ofOrganization(inRegions(), someAccount, access());
    return reader()
        .readText("options", DesiredWriter.write(likeThis, Map.of()))
        .diagnostics()
        .stream()
        .map(told -> Diagnostic.error(told.code(), told.message()).hint(told.hint().orElse("")))
        .toList();
  }

  private DesiredStateReader reader() {
    return new DesiredStateReader(LocalDate.now(ports.clock()));
  }

  private Optional<AccountId> saidAdministrator() {
    return Optional.ofNullable(administrator)
        .or(() ->
            Optional.ofNullable(administratorRole)
                .map(ACCOUNT_OF_ROLE::matcher)
                .filter(Matcher::matches)
                .map(matcher -> new AccountId(matcher.group(1))));
  }

  /// Does something with a reader that goes through this account.
  private int connected(Page page, Optional<AccountId> through, ToIntFunction<LiveReader> then) {
    return switch (target.connect(ports, calls, Reach.of(through, access(), inRegions()))) {
      case Target.Connected.Refused(Diagnostic why) -> {
        page.diagnostics(List.of(why));
        yield ExitCode.USAGE.number();
      }
      case Target.Connected.Ok(Cloud.Connection connection) -> {
        try (connection) {
          yield then.applyAsInt(connection.reader());
        }
      }
    };
  }

  private int asCaller(Page page) {
    List<Reading<AccountId>> caller = new ArrayList<>();
    int code =
        connected(
            page,
            Optional.empty(),
            reader -> {
              caller.add(reader.caller());
              return ExitCode.OK.number();
            });
    if (caller.isEmpty()) {
      return code;
    }
    return switch (caller.getFirst()) {
      case Reading.Present<AccountId>(AccountId account) ->
          connected(
              page,
              Optional.of(account),
              reader ->
                  describe(
                      page,
                      reader,
                      standalone ? new Role.Standalone(account) : role(account, reader)));
      case Reading.Unknown<AccountId>(Diagnostic why) -> nothing(page, List.of(why), List.of());
      case Reading.Absent<AccountId> _, Reading.NotRead<AccountId> _ ->
          throw new IllegalStateException("whose credentials these are is always asked for");
    };
  }

  /// What the account is. GuardDuty tells the organization configuration to nobody but the
  /// delegated administrator; who is denied asking may be one all the same.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_DescribeOrganizationConfiguration.html">
  ///   AWS API reference, read 2026-11-24</a>
  private Role role(AccountId account, LiveReader reader) {
    Set<Diagnostic> denied = new LinkedHashSet<>();
    for (Region region : inRegions()) {
      Reading<OrganizationSettings> settings = reader.organizationSettings(region);
      boolean leads =
          settings.asOptional().isPresent()
              || reader.members(region).asOptional().filter(known -> !known.isEmpty()).isPresent();
      if (leads) {
        return new Role.Administrator(account);
      }
      settings.problem().filter(Assessment::isDenial).ifPresent(denied::add);
    }
    return denied.isEmpty() ? new Role.Standalone(account) : new Role.Unclear(List.copyOf(denied));
  }

  private int describe(Page page, LiveReader reader, Role role) {
    return switch (role) {
      case Role.Administrator(AccountId account) ->
          describe(page, reader, Survey.ofOrganization(inRegions(), account, access()));
      case Role.Standalone(AccountId account) -> {
        if (!standalone) {
          page.say(
              "Account %s leads no organization, so it is described as one that stands alone."
                  .formatted(account));
        }
        yield describe(page, reader, Survey.ofStandalone(inRegions(), account, access()));
      }
      case Role.Unclear(List<Diagnostic> why) -> nothing(page, why, List.of());
    };
  }

  private int describe(Page page, LiveReader reader, Desired survey) {
    LiveState live = withVpcs(reader, withAgents(reader, reader.read(survey)));
    Description description = Describer.describe(survey, live, this::hasWords);
    List<Diagnostic> problems = problems(live);
    var text = new DescriptionText(description, live);
    if (description.desired().isEmpty()) {
      return nothing(page, problems, text.leftOut());
    }
    page.diagnostics(problems);
    page.diagnostics(notRead(description));
    page.print(file(description.desired().get(), text));
    page.say(text.summary());
    return (strict && !problems.isEmpty() ? ExitCode.UNREADABLE : ExitCode.OK).number();
  }

  /// With the agents by hand, one call for each cluster that may have one.
  private static LiveState withAgents(LiveReader reader, LiveState live) {
    SortedMap<Place, SortedMap<ClusterName, Future<Reading<Agent>>>> asked = new TreeMap<>();
    SortedMap<Place, SortedMap<ClusterName, Reading<Agent>>> read = new TreeMap<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var places = AgentSurvey.toRead(live);
      for (LivePlace found : live.places().values()) {
        Place place = found.assignment().place();
        Standing standing = found.assignment().standing();
        for (ClusterName cluster : places.getOrDefault(place, new TreeSet<>())) {
          asked
              .computeIfAbsent(place, _ -> new TreeMap<>())
              .put(cluster, threads.submit(() -> reader.agent(place, standing, cluster)));
        }
      }
    }
    asked.forEach((place, agents) ->
        agents.forEach((cluster, agent) ->
            read.computeIfAbsent(place, _ -> new TreeMap<>()).put(cluster, agent.resultNow())));
    return AgentSurvey.joined(live, read);
  }

  /// With the VPCs of accounts that have agents of ours, so that the file can speak of the
  /// endpoints that these need.
  private static LiveState withVpcs(LiveReader reader, LiveState live) {
    SortedMap<Place, Future<Reading<SortedMap<String, Vpc>>>> asked = new TreeMap<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      EndpointSurvey.toRead(live)
          .forEach((place, vpcs) ->
              Optional.ofNullable(live.places().get(place))
                  .map(found -> found.assignment().standing())
                  .ifPresent(standing ->
                      asked.put(
                          place, threads.submit(() -> reader.vpcs(place, standing, vpcs, true)))));
    }
    SortedMap<Place, Reading<SortedMap<String, Vpc>>> read = new TreeMap<>();
    asked.forEach((place, vpcs) -> read.put(place, vpcs.resultNow()));
    return EndpointSurvey.joined(live, read);
  }

  /// Whether a file has words for an agent that is set up so: written and read it is the same.
  private boolean hasWords(AgentSetup setup) {
    Desired like = Survey.withAgent(inRegions(), setup);
    return reader()
        .readText("agent", DesiredWriter.write(like, Map.of()))
        .loaded()
        .map(loaded -> loaded.desired().equals(like))
        .orElse(false);
  }

  /// The file; it is read back before it is shown, for it must be one that eksguard takes.
  private String file(Desired desired, DescriptionText text) {
    String file =
        DesiredWriter.write(desired, text.comments(ports.clock().instant(), commandLine()));
    var read = reader().readText("import", file);
    if (!read.loaded().map(loaded -> loaded.desired().equals(desired)).orElse(false)) {
      throw new IllegalStateException("what was written reads otherwise: " + read.diagnostics());
    }
    return file;
  }

  /// The command line that does the same again.
  private String commandLine() {
    List<String> words = new ArrayList<>(List.of("eksguard", "import"));
    inRegions().forEach(region -> words.addAll(List.of("--region", region.name())));
    Optional.ofNullable(administrator)
        .ifPresent(account -> words.addAll(List.of("--administrator", account.value())));
    word(words, "--administrator-role", administratorRole);
    word(words, "--member-role", memberRole);
    word(words, "--external-id", externalId);
    if (standalone) {
      words.add("--standalone");
    }
    target.typed().ifPresent(words::add);
    return String.join(" ", words);
  }

  private static void word(List<String> words, String name, @Nullable String value) {
    Optional.ofNullable(value).ifPresent(text -> words.addAll(List.of(name, "\"" + text + "\"")));
  }

  private int nothing(Page page, List<Diagnostic> problems, List<String> leftOut) {
    page.diagnostics(problems);
    page.diagnostics(
        List.of(
            Diagnostic.error(
                    Code.NOTHING_TO_DESCRIBE, "There is nothing here that a file could describe.")
                .hint(
                    "Clear up what else is told here; or say --administrator or --standalone, if the"
                        + " wrong account was asked.")));
    leftOut.forEach(page::say);
    boolean denied = problems.stream().anyMatch(Assessment::isDenial);
    return (denied ? ExitCode.ACCESS_DENIED : ExitCode.ERROR).number();
  }

  /// What could not be read and leaves something out. Where monitoring is off no tag means
  /// anything, so clusters that could not be read there are no loss.
  private static List<Diagnostic> problems(LiveState live) {
    Set<Diagnostic> problems = new LinkedHashSet<>();
    for (LiveRegion region : live.regions().values()) {
      region.members().problem().ifPresent(problems::add);
      region.settings().problem().ifPresent(problems::add);
    }
    for (LivePlace place : live.places().values()) {
      place.detector().problem().ifPresent(problems::add);
      boolean monitors = place.detector().asOptional().filter(Detector::monitors).isPresent();
      place.clusters().problem().filter(_ -> monitors).ifPresent(problems::add);
      problems.addAll(place.agentProblems());
      place.vpcs().problem().ifPresent(problems::add);
    }
    return List.copyOf(problems);
  }

  private static List<Diagnostic> notRead(Description description) {
    long accounts =
        description.remarks().stream()
            .filter(remark -> remark.kind() == Remark.Kind.CLUSTERS_NOT_READ)
            .count();
    return accounts == 0
        ? List.of()
        : List.of(
            Diagnostic.warning(
                    Code.CLUSTERS_NOT_READABLE,
                    "Monitored members are left out, since their clusters were not read: %s."
                        .formatted(accounts))
                .hint("Say --member-role, such as `arn:aws:iam::{account}:role/eksguard`."));
  }
}
