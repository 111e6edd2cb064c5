package io.eksguard.render;

import io.eksguard.diff.Description;
import io.eksguard.diff.Remark;
import io.eksguard.live.LivePlace;
import io.eksguard.live.LiveState;
import io.eksguard.model.AccountId;
import io.eksguard.model.Approach;
import io.eksguard.model.Assignment;
import io.eksguard.model.Assignments;
import io.eksguard.model.Desired;
import io.eksguard.model.Entry;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Units;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a described desired state says of itself: the comments of its file, and a summary.
public final class DescriptionText {
  /// How long a line of a comment may be, in characters.
  private static final int WIDTH = 94;

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd 'at' HH:mm 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Description description;
  private final LiveState live;
  private final Map<String, Tally> tallies = new HashMap<>();
  private final Tally whole = new Tally();

  /// @param description what was described
  /// @param live what it was described from
  public DescriptionText(Description description, LiveState live) {
    this.description = description;
    this.live = live;
    description.desired().ifPresent(this::count);
  }

  /// What was counted of the accounts of one entry.
  private static final class Tally {
    private final SortedSet<AccountId> accounts = new TreeSet<>();
    private int clusters;
    private int managed;

    private boolean allRead = true;

    private void add(LivePlace found) {
      accounts.add(found.assignment().place().account());
      allRead &= found.clusters().asOptional().isPresent();
      found.clusters().asOptional().stream()
          .flatMap(all -> all.values().stream())
          .filter(cluster -> !cluster.leaving())
          .forEach(cluster -> {
            clusters++;
            managed +=
                found.detector().asOptional().filter(cluster::isManagedUnder).isPresent() ? 1 : 0;
          });
    }

    private String text() {
      String counted = Plurals.of(clusters, "cluster") + (allRead ? "" : " that could be read");
      return Plurals.of(accounts.size(), "account")
          + (clusters == 0 && !allRead ? ", clusters not read" : ", " + counted)
          + (managed == 0 ? "" : ", " + managed + " managed by GuardDuty");
    }
  }

  private void count(Desired desired) {
    for (Region region : desired.regions()) {
      for (Assignment assignment :
          Assignments.in(region, desired, live.region(region).activeMembers(), Units.NONE)) {
        Place place = assignment.place();
        Optional.ofNullable(live.places().get(place))
            .ifPresent(found -> {
              tallies.computeIfAbsent(assignment.entry().path(), _ -> new Tally()).add(found);
              whole.add(found);
            });
      }
    }
  }

  /// The lines of the comment above each part of the file.
  ///
  /// @param when when it was read
  /// @param command the command line that made it
  public Map<String, List<String>> comments(Instant when, String command) {
    Map<String, List<String>> comments = new HashMap<>();
    description
        .desired()
        .ifPresent(desired -> {
          comments.put("", head(when, command));
          desired
              .organization()
              .ifPresent(organization -> {
                organization
                    .administratorEntry()
                    .ifPresent(entry ->
                        comments.put(
                            entry.path(), about(entry, "The delegated administrator's account. ")));
                organization
                    .newAccounts()
                    .ifPresent(joining ->
                        comments.put(
                            joining.path(),
                            wrapped(
                                "Accounts that join later, as the organization configuration has"
                                    + " it.",
                                "")));
                organization
                    .defaults()
                    .ifPresent(entry ->
                        comments.put(
                            entry.path(),
                            about(
                                entry,
                                "Every active member that no entry under `members` names. ")));
                organization.members().forEach(e -> comments.put(e.path(), about(e, "")));
              });
          desired.standalone().forEach(entry -> comments.put(entry.path(), about(entry, "")));
        });
    return comments;
  }

  private List<String> head(Instant when, String command) {
    List<String> head = new ArrayList<>();
    head.addAll(
        wrapped(
            "What was live on %s; planning this file then changed nothing."
                .formatted(MINUTE.format(when)),
            ""));
    head.add("Made with: " + TerminalText.safe(command));
    head.add("Covers " + whole.text() + ".");
    List<String> leftOut = leftOut();
    if (!leftOut.isEmpty()) {
      head.add("");
      head.add("Left out, and so neither planned nor changed:");
      head.addAll(leftOut);
    }
    return head;
  }

  private List<String> about(Entry entry, String who) {
    Tally tally = tallies.getOrDefault(entry.path(), new Tally());
    return wrapped(who + approach(entry) + " " + tally.text() + ".", "");
  }

  private static String approach(Entry entry) {
    return switch (entry.approach()) {
      case Approach.All _ -> "Every cluster:";
      case Approach.AllExcept _ -> "Every cluster but these:";
      case Approach.Only _ -> "These clusters and no other:";
      case Approach.Manual(var agents, _, _) when !agents.isEmpty() ->
          "Monitored, with agents of ours and none that GuardDuty manages:";
      case Approach.Manual _ -> "Monitored, but GuardDuty manages no agent:";
      case Approach.Disabled _ -> "Runtime monitoring is off:";
    };
  }

  /// What is left out, and why, as a list.
  public List<String> leftOut() {
    Map<Remark, List<AccountId>> alike = new LinkedHashMap<>();
    for (Remark remark : description.remarks()) {
      var key = new Remark(remark.kind(), Optional.empty(), remark.regions(), remark.detail());
      List<AccountId> accounts = alike.computeIfAbsent(key, _ -> new ArrayList<>());
      remark.account().ifPresent(accounts::add);
    }
    List<String> lines = new ArrayList<>();
    alike.forEach((remark, accounts) ->
        lines.addAll(wrapped("- " + where(remark, accounts) + ": " + why(remark), "  ")));
    return lines;
  }

  private static String where(Remark remark, List<AccountId> accounts) {
    String in = joined(remark.regions());
    return accounts.isEmpty() ? in : joined(accounts) + " in " + in;
  }

  private static String joined(Collection<?> all) {
    return all.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  /// Why it is left out, and what to do.
  private static String why(Remark remark) {
    String detail = TerminalText.safe(remark.detail());
    return switch (remark.kind()) {
      case REGION_UNREADABLE ->
          "the organization could not be read there. Clear up what import told, and import again.";
      case UNREADABLE -> "could not be read. Clear up what import told, and import again.";
      case CLUSTERS_NOT_READ ->
          "the clusters were not read, and their tags are part of how an account is covered."
              + " Import again with --member-role.";
      case OTHER_FEATURE ->
          "monitored by the other feature, and a file has one. Add an entry when it is to move to"
              + " this file's feature; the plan then shows how.";
      case BOTH_FEATURES ->
          "both features are on, which costs twice. Add an entry to keep this file's feature; the"
              + " plan then turns the other one off.";
      case SETTING_DIFFERS ->
          "set otherwise than in the other regions, and an entry has one approach. Import these"
              + " regions into a file of their own, or add them to the entry, and the plan shows"
              + " the change.";
      case AGAINST_ALL ->
          "the organization's ALL contradicts how it is set, so GuardDuty overwrites it or refuses"
              + " to. Decide on `newAccounts`, then add an entry.";
      case NOT_ACTIVE ->
          "no active member: its status is `%s`. Enable it in GuardDuty, or leave it."
              .formatted(detail);
      case NO_DEFAULTS ->
          "no `defaults`, since they would cover accounts that are left out above; members are"
              + " listed instead.";
      case NEW_ACCOUNTS_DIFFER ->
          "`newAccounts`, since the organization configuration is not the same in these regions."
              + " Import each into a file of its own, or write it by hand.";
      case NEW_ACCOUNTS_UNSAYABLE ->
          "`newAccounts`, since the organization configuration is %s (feature/agent), which is no"
                  .formatted(detail)
              + " approach. Write it by hand to change it.";
      case NEW_ACCOUNTS_OTHER_FEATURE ->
          "`newAccounts`, since the organization configuration turns the other feature on: %s."
                  .formatted(detail)
              + " Write it by hand when new accounts are to move to this file's feature.";
      case NEW_ACCOUNTS_AGAINST_ENTRIES ->
          "`newAccounts`, since the organization configuration is %s, which GuardDuty would enforce"
                  .formatted(detail)
              + " against entries below. Write it by hand to change it.";
      case AGENTS_UNREADABLE ->
          "the agents, since not all could be read. They stay as they are; clear up what import told,"
              + " and import again.";
      case AGENT_UNSAYABLE ->
          "how the agent on `%s` is set up in full, since the file has no words for it. What the entry"
                  .formatted(detail)
              + " does not say stays as it is.";
      case AGENTS_BESIDE_INCLUDE ->
          "our agent on `%s`, since the account takes clusters in elsewhere, and an entry has one"
                  .formatted(detail)
              + " approach. It stays as it is.";
      case ENDPOINTS_UNREADABLE ->
          "the endpoints that our agents need (`endpoint: ignored`), since they could not be read."
              + " Clear up what import told, and import again, or take the line away.";
      case ENDPOINT_MISSING ->
          "the endpoints that our agents need (`endpoint: ignored`), since VPC `%s` has none."
                  .formatted(detail)
              + " Write `managed` to have it made, or make it and take the line away.";
      case ENDPOINT_UNUSABLE ->
          "the endpoints that our agents need (`endpoint: ignored`), since they cannot use that of VPC `%s`."
                  .formatted(detail)
              + " Take the line away, and the plan says what is wrong.";
      case ENDPOINT_NOT_MANAGED ->
          "that an endpoint is ours (`endpoint: managed`), since planning would then change that of VPC `%s`."
                  .formatted(detail)
              + " Write it, and the plan shows the change.";
      case WOULD_CHANGE ->
          "planning would have changed it. This is a mistake in eksguard: please report it.";
    };
  }

  /// One line about the whole, for whoever ran the command.
  public String summary() {
    long accounts =
        description.remarks().stream()
            .flatMap(remark -> remark.account().stream())
            .distinct()
            .count();
    String rest =
        description.remarks().isEmpty()
            ? "Nothing is left out."
            : accounts == 0
                ? "Something is left out; the file says what and why."
                : "%s %s left out, wholly or in part; the file says why."
                    .formatted(Plurals.of((int) accounts, "account"), accounts == 1 ? "is" : "are");
    return "Described %s. %s Planning it changes nothing.".formatted(whole.text(), rest);
  }

  /// Broken into lines at spaces.
  ///
  /// @param hanging what stands before every line but the first
  private static List<String> wrapped(String text, String hanging) {
    List<String> lines = new ArrayList<>();
    var line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() > hanging.length() && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(hanging).append(word);
      } else {
        line.append(line.isEmpty() ? "" : " ").append(word);
      }
    }
    lines.add(line.toString());
    return lines;
  }
}
