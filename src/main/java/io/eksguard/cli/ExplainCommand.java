package io.eksguard.cli;

import io.eksguard.config.Loaded;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.Differ;
import io.eksguard.diff.Difference;
import io.eksguard.diff.EndpointFinding;
import io.eksguard.diff.Rivalry;
import io.eksguard.live.LiveReader;
import io.eksguard.live.LiveState;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Desired;
import io.eksguard.model.Place;
import io.eksguard.model.Reach;
import io.eksguard.model.Region;
import io.eksguard.plan.Explainer;
import io.eksguard.plan.Explanation;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Planner;
import io.eksguard.plan.StepSelector;
import io.eksguard.render.AgentFindingText;
import io.eksguard.render.EndpointFindingText;
import io.eksguard.render.ExplainJson;
import io.eksguard.render.ExplainText;
import io.eksguard.render.FindingText;
import io.eksguard.render.Report;
import io.eksguard.render.RivalryText;
import io.eksguard.render.SeenText;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `eksguard explain`: which line of the file decides for an account, and what follows.
///
/// Of the other accounts nothing is read but the list of members and the units that the file names.
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Say which line of the file decides for an account, a region of it or a cluster.",
      "Also what is live there, and what the plan would do. Writes nothing."
    })
final class ExplainCommand implements Callable<Integer> {
  private final Ports ports;

  @Spec private CommandSpec spec;
  @Mixin private DesiredFiles files;
  @Mixin private Target target;
  @Mixin private CallOptions calls;
  @Mixin private FromOption from;
  @Mixin private ShallowOption shallow;
  @Mixin private ForeignOption foreign;
  @Mixin private ColourOption colour;

  @Parameters(
      paramLabel = "ACCOUNT[/REGION[/CLUSTER]]",
      converter = TargetOption.Reader.class,
      completionCandidates = FromFile.Selectors.class,
      description = "What to explain.")
  private StepSelector about;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How to show it: ${COMPLETION-CANDIDATES}. Default: text.")
  private Format format = Format.TEXT;

  @Option(names = "--strict", description = "End with 7 if something could not be read.")
  private boolean strict;

  ExplainCommand(Ports ports) {
    this.ports = ports;
  }

  /// The formats that an explanation can take.
  enum Format {
    TEXT,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() {
    var page = new Page(spec, ports, colour.use(ports));
    Optional<Diagnostic> unfit = from.unfit(target, false);
    if (unfit.isPresent()) {
      return refused(page, List.of(unfit.get()));
    }
    List<Diagnostic> unread = foreign.unfit(false);
    if (!unread.isEmpty()) {
      return refused(page, unread);
    }
    var result = files.read(ports);
    if (result.loaded().isEmpty()) {
      return refused(page, result.diagnostics());
    }
    Loaded loaded = result.loaded().get();
    Set<Region> regions = new TreeSet<>(loaded.desired().regions());
    about.region().ifPresent(region -> regions.retainAll(Set.of(region)));
    if (regions.isEmpty()) {
      return refused(page, List.of(notInFile(loaded)));
    }
    return switch (from.open(ports, calls, target, Reach.of(loaded.desired()))) {
      case FromOption.Opened.Refused(Diagnostic why) -> refused(page, List.of(why));
      case FromOption.Opened.Ok(Cloud.Source connection) -> {
        try (connection) {
          yield show(page, loaded, read(in(loaded.desired(), regions), connection.reader()));
        }
      }
    };
  }

  private Diagnostic notInFile(Loaded loaded) {
    String known =
        loaded.desired().regions().stream()
            .map(Region::name)
            .collect(Collectors.joining("`, `", "`", "`"));
    var told =
        Diagnostic.error(
                Code.TARGET_MATCHES_NOTHING,
                "The file does not name the region of `%s`.".formatted(about))
            .hint("It names %s.".formatted(known));
    return loaded.positions().of("regions").map(told::at).orElse(told);
  }

  private int refused(Page page, List<Diagnostic> why) {
    page.result(
        Report.failed(why),
        switch (format) {
          case TEXT -> Page.Format.TEXT;
          case JSON -> Page.Format.JSON;
        });
    return ExitCode.USAGE.number();
  }

  /// What was read, and how it differs.
  private record Read(LiveState live, Difference difference) {}

  private Read read(Desired narrowed, LiveReader reader) {
    LiveState live = reader.readOne(narrowed, about.account(), shallow.depth());
    return new Read(live, Differ.alone(narrowed, live));
  }

  private static Desired in(Desired desired, Set<Region> regions) {
    return new Desired(
        desired.feature(),
        new TreeSet<>(regions),
        desired.organization(),
        desired.standalone(),
        desired.access(),
        desired.limits(),
        desired.leftoverAgents(),
        desired.rollout());
  }

  private int show(Page page, Loaded loaded, Read read) {
    Plan plan = Planner.plan(read.difference(), loaded.positions());
    LocalDate today = LocalDate.now(ports.clock());
    var explanation =
        new Explainer(about, loaded.desired(), read.live(), read.difference(), plan, today)
            .explanation();
    List<Diagnostic> diagnostics = diagnostics(loaded, read, explanation);
    switch (format) {
      case TEXT -> {
        page.diagnostics(diagnostics);
        page.print(new ExplainText(colour.use(ports), loaded.positions()).render(explanation));
      }
      case JSON ->
          page.print(
              new ExplainJson(ports.version(), loaded.positions())
                  .render(explanation, diagnostics));
    }
    return ExitCode.worst(Assessment.exitCodes(read.live(), read.difference(), strict)).number();
  }

  private List<Diagnostic> diagnostics(Loaded loaded, Read read, Explanation explanation) {
    Set<Diagnostic> told = new LinkedHashSet<>(read.live().problems());
    SeenText.note(read.live()).ifPresent(told::add);
    read.difference()
        .findings()
        .forEach(finding -> told.add(FindingText.diagnostic(finding, loaded.positions())));
    read.difference().agentFindings().stream()
        .filter(finding -> isAbout(finding.place(), finding.cluster()))
        .forEach(finding -> told.add(AgentFindingText.diagnostic(finding, loaded.positions())));
    Set<EndpointFinding> shown =
        explanation.regions().stream()
            .flatMap(region -> region.clusters().stream())
            .flatMap(cluster -> cluster.endpoint().stream())
            .flatMap(view -> view.findings().stream())
            .collect(Collectors.toSet());
    read.difference().endpointFindings().stream()
        .filter(finding -> about.cluster().isEmpty() || shown.contains(finding))
        .filter(finding -> about.matches(finding.place()))
        .forEach(finding -> told.add(EndpointFindingText.diagnostic(finding, loaded.positions())));
    ForeignOption.Found others = foreign.read();
    told.addAll(others.problems());
    others.rivals(loaded, read.difference()).stream()
        .filter(this::isAbout)
        .map(rivalry -> RivalryText.diagnostic(rivalry, loaded.positions()))
        .forEach(told::add);
    if (explanation.standing().isEmpty() && read.live().problems().isEmpty()) {
      told.add(
          Diagnostic.warning(
                  Code.TARGET_MATCHES_NOTHING,
                  "Account %s is known neither to the file nor to GuardDuty."
                      .formatted(about.account()))
              .hint("Check the id."));
    }
    return List.copyOf(told);
  }

  /// Of other owners, those of what is explained: the file says more of the organization.
  private boolean isAbout(Rivalry rivalry) {
    return switch (rivalry) {
      case Rivalry.ClusterTag tag -> isAbout(tag.place(), tag.cluster());
      case Rivalry.OfStack stack -> isAbout(stack.place(), stack.cluster());
      case Rivalry.Agent agent -> isAbout(agent.place(), agent.cluster());
      case Rivalry.AccountFeature feature ->
          about.cluster().isEmpty() && feature.place().filter(about::matches).isPresent();
      case Rivalry.OrganizationFeature _, Rivalry.OrganizationGuardDuty _, Rivalry.Endpoint _ ->
          false;
    };
  }

  private boolean isAbout(Place place, ClusterName cluster) {
    return about.matches(place) && about.cluster().map(cluster::equals).orElse(true);
  }
}
