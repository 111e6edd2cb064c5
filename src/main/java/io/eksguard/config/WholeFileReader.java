package io.eksguard.config;

import io.eksguard.diag.Code;
import io.eksguard.model.Access;
import io.eksguard.model.Desired;
import io.eksguard.model.Entry;
import io.eksguard.model.Feature;
import io.eksguard.model.LeftoverCare;
import io.eksguard.model.Limits;
import io.eksguard.model.Region;
import io.eksguard.model.Rollout;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Reads the whole of the file.
///
/// ```yaml
/// version: 1
/// feature: RUNTIME_MONITORING
/// regions: [us-east-1, eu-west-1]
/// organization: ...                # or standalone
/// access: ...
/// limits: ...
/// leftoverAgents: keep
/// rollout: ...
/// ```
final class WholeFileReader {
  private final Notes notes;
  private final Values values;
  private final LocalDate today;
  private final CrossChecks checks;

  WholeFileReader(Notes notes, LocalDate today) {
    this.notes = notes;
    this.values = new Values(notes);
    this.today = today;
    this.checks = new CrossChecks(notes);
  }

  /// What the file says, if enough of it could be read.
  Optional<Desired> read(Node.Mapping document) {
    return Section.of(notes, document, "", Shape.FILE).flatMap(this::read);
  }

  private Optional<Desired> read(Section file) {
    Optional<Feature> feature =
        file.required("feature", "It is a billing choice: write `feature: RUNTIME_MONITORING`.")
            .flatMap(n -> values.word(n, "feature", Words.FEATURES, Map.of()));
    SortedSet<Region> regions = regions(file);
    var entries = new EntryReader(notes, today, regions);
    Optional<OrganizationReader.Parts> organization = organization(file, entries);
    List<Entry> standalone =
        file.optional("standalone")
            .map(node -> entries.list(node, "standalone", Shape.STANDALONE))
            .orElse(List.of());
    Access access = access(file);
    Limits limits = section(file, "limits", Shape.LIMITS).map(this::limits).orElse(Limits.DEFAULT);
    LeftoverCare leftoverAgents = leftoverAgents(file);
    Optional<Rollout> rollout =
        section(file, "rollout", Shape.ROLLOUT)
            .flatMap(part -> new RolloutReader(notes).read(part, organization.isPresent()));
    check(file, organization, standalone);
    organization.ifPresent(parts -> checks.tooLongAPolicy(parts, regions));
    return feature
        .filter(_ -> !regions.isEmpty())
        .map(f ->
            new Desired(
                f,
                regions,
                organization.flatMap(OrganizationReader.Parts::whole),
                standalone,
                access,
                limits,
                leftoverAgents,
                rollout));
  }

  private SortedSet<Region> regions(Section file) {
    SortedSet<Region> regions =
        file.required("regions", "Write `regions: [us-east-1]`.")
            .flatMap(node -> new Ids(notes).regions(node, new TreeSet<>()))
            .orElseGet(TreeSet::new);
    SortedSet<String> partitions =
        regions.stream().map(Region::partition).collect(Collectors.toCollection(TreeSet::new));
    if (partitions.size() > 1) {
      notes.error(
          Code.BAD_REGION,
          file.keySpan("regions"),
          "The regions belong to different partitions: " + Section.words(partitions) + ".",
          "No account is in two of them; make a file for each.");
    }
    return regions;
  }

  private Optional<OrganizationReader.Parts> organization(Section file, EntryReader entries) {
    return section(file, "organization", Shape.ORGANIZATION)
        .map(section -> new OrganizationReader(notes, today, entries).read(section));
  }

  private Access access(Section file) {
    return section(file, "access", Shape.ACCESS)
        .map(section -> new AccessReader(notes).read(section))
        .orElse(Access.CALLER);
  }

  private Limits limits(Section section) {
    Limits usual = Limits.DEFAULT;
    return new Limits(
        limit(section, "disable", Integer.MAX_VALUE).orElse(usual.disable()),
        limit(section, "untag", Integer.MAX_VALUE).orElse(usual.untag()),
        limit(section, "uninstall", Integer.MAX_VALUE).orElse(usual.uninstall()),
        limit(section, "changePercent", 100).orElse(usual.changePercent()));
  }

  private Optional<Integer> limit(Section section, String key, int max) {
    return section.optional(key).flatMap(node -> values.count(node, "`" + key + "`", max));
  }

  private LeftoverCare leftoverAgents(Section file) {
    return file.optional("leftoverAgents")
        .flatMap(n -> values.word(n, "value", Words.LEFTOVER_AGENTS, Map.of()))
        .orElse(LeftoverCare.KEEP);
  }

  private Optional<Section> section(Section file, String key, Shape shape) {
    return file.optional(key).flatMap(node -> Section.of(notes, node, key, shape));
  }

  private void check(
      Section file, Optional<OrganizationReader.Parts> organization, List<Entry> standalone) {
    subject(file, organization, standalone);
    organization.ifPresent(checks::overwrittenByAll);
    // A role that is there and wrong has been told already.
    if (notes.placeOf("access.members").isEmpty()) {
      organization.ifPresent(checks::unreadableClusters);
      checks.unreadableClusters(standalone);
    }
  }

  private void subject(
      Section file, Optional<OrganizationReader.Parts> organization, List<Entry> standalone) {
    boolean both = file.has("organization") && file.has("standalone");
    // An unknown key is likely to be one of the two, misspelt or a level too high.
    boolean neither =
        !file.has("organization") && !file.has("standalone") && !file.hasUnknownKeys();
    if (both) {
      notes.error(
          Code.ONLY_ONE_OF,
          file.keySpan("standalone"),
          "The file has both `organization` and `standalone`.",
          "Make two files, and run eksguard with each.");
    }
    // Where something in it could not be read, it is not empty but wrong, and that has been told.
    boolean empty =
        organization.map(OrganizationReader.Parts::isEmpty).orElse(standalone.isEmpty());
    if (neither || (empty && !both && !notes.hasErrors())) {
      notes.error(
          Code.NOTHING_TO_MANAGE,
          neither
              ? file.span()
              : file.keySpan(file.has("organization") ? "organization" : "standalone"),
          "The file names no account to manage.",
          "Add entries under `organization.members`, or under `standalone`.");
    }
  }
}
