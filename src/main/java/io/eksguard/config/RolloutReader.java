package io.eksguard.config;

import io.eksguard.diag.Code;
import io.eksguard.model.AccountId;
import io.eksguard.model.Rollout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads in which order the accounts are changed.
///
/// ```yaml
/// rings:
///   - {name: canary, account: "444455556666"}
///   - {name: tenth, percent: 10}
/// healthyWithin: 30m
/// unhealthyPercent: 5
/// onUnhealthy: exclude
/// ```
final class RolloutReader {
  private static final List<String> WHO = List.of("account", "accounts", "ou", "percent");
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,30}");
  private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,4})([smh])");

  private final Notes notes;
  private final Values values;
  private final Ids ids;
  private final Map<String, Span> names = new HashMap<>();
  private final Map<String, Span> taken = new HashMap<>();

  RolloutReader(Notes notes) {
    this.notes = notes;
    this.values = new Values(notes);
    this.ids = new Ids(notes);
  }

  /// The rollout; nothing if a ring of it could not be read.
  ///
  /// @param inOrganization whether the file has units
  Optional<Rollout> read(Section section, boolean inOrganization) {
    List<Node> nodes =
        section
            .required("rings", "Write `rings: [{name: canary, account: \"111122223333\"}]`.")
            .flatMap(node ->
                values.filledList(
                    node, "`rings`", "Name at least one ring, or leave out `rollout`."))
            .orElse(List.of());
    List<Rollout.Ring> rings = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      String at = section.at("rings") + "[" + i + "]";
      notes.place(at, nodes.get(i).span());
      Section.of(notes, nodes.get(i), at, Shape.RING)
          .flatMap(ring -> ring(ring, inOrganization))
          .ifPresent(rings::add);
    }
    Duration within =
        section.optional("healthyWithin").flatMap(this::time).orElse(Rollout.USUAL_TIME);
    int unhealthy =
        section
            .optional("unhealthyPercent")
            .flatMap(node -> values.count(node, "`unhealthyPercent`", 100))
            .orElse(0);
    boolean exclude =
        section
            .optional("onUnhealthy")
            .flatMap(node -> values.word(node, "value", Words.ON_UNHEALTHY, Map.of()))
            .orElse(false);
    boolean complete = !rings.isEmpty() && rings.size() == nodes.size();
    return complete
        ? Optional.of(new Rollout(section.path(), rings, within, unhealthy, exclude))
        : Optional.empty();
  }

  private Optional<Rollout.Ring> ring(Section section, boolean inOrganization) {
    Optional<String> name = section.required("name", "Write `name: canary`.").flatMap(this::name);
    List<String> said = WHO.stream().filter(section::has).toList();
    if (said.isEmpty()) {
      section.noteNoneOf(
          WHO, "no accounts", "Say who is in it: `account`, `accounts`, `ou` or `percent`.");
    }
    if (said.size() > 1) {
      notes.error(
          Code.ONLY_ONE_OF,
          section.keySpan(said.get(1)),
          "A ring has one of " + Section.words(WHO) + ", not several.",
          "Make a ring of each.");
    }
    Optional<Rollout.Who> account =
        section.optional("account").flatMap(this::account).map(id -> accounts(List.of(id)));
    Optional<Rollout.Who> accounts =
        section.optional("accounts").flatMap(node -> accounts(node, section.at("accounts")));
    Optional<Rollout.Who> unit = section.optional("ou").flatMap(node -> unit(node, inOrganization));
    Optional<Rollout.Who> share = section.optional("percent").flatMap(this::share);
    return account
        .or(() -> accounts)
        .or(() -> unit)
        .or(() -> share)
        .filter(_ -> said.size() == 1)
        .flatMap(who -> name.map(named -> new Rollout.Ring(section.path(), named, who)));
  }

  private Optional<String> name(Node node) {
    return values
        .text(node, "a ring's name", NAME, "Write small letters, digits and `-`, at most 31.")
        .filter(name ->
            !name.equals(Rollout.REST)
                || values.bad(
                    Code.BAD_VALUE,
                    node,
                    "a name for a ring of yours",
                    name,
                    "The last ring is called that; it has all accounts that no other has."))
        .filter(name -> isFirst(names, Code.BAD_VALUE, "Ring `" + name + "`", name, node));
  }

  private boolean isFirst(Map<String, Span> known, Code code, String what, String id, Node node) {
    Optional<Span> earlier = Optional.ofNullable(known.putIfAbsent(id, node.span()));
    earlier.ifPresent(first ->
        notes.error(
            code,
            node.span(),
            what + " stands in the list already, at " + first.pos() + ".",
            "Keep it in one of the two places."));
    return earlier.isEmpty();
  }

  private Optional<AccountId> account(Node node) {
    return ids.account(node)
        .filter(id -> isFirst(taken, Code.ACCOUNT_TWICE, "Account `" + id + "`", id.value(), node));
  }

  private Optional<Rollout.Who> accounts(Node node, String path) {
    List<Node> nodes =
        values
            .filledList(node, "`accounts`", "Name at least one: `[\"111122223333\"]`.")
            .orElse(List.of());
    List<AccountId> accounts = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      notes.place(path + "[" + i + "]", nodes.get(i).span());
      account(nodes.get(i)).ifPresent(accounts::add);
    }
    boolean complete = !accounts.isEmpty() && accounts.size() == nodes.size();
    return complete ? Optional.of(accounts(accounts)) : Optional.empty();
  }

  private static Rollout.Who accounts(List<AccountId> ids) {
    return new Rollout.Who.Accounts(new TreeSet<>(ids));
  }

  private Optional<Rollout.Who> unit(Node node, boolean inOrganization) {
    return ids.unit(node)
        .filter(id ->
            inOrganization
                || values.bad(
                    Code.BAD_VALUE,
                    node,
                    "something that accounts that stand alone lie below",
                    id,
                    "Units exist in an organization only; list the accounts."))
        .filter(id -> isFirst(taken, Code.ACCOUNT_TWICE, "Unit `" + id + "`", id, node))
        .map(Rollout.Who.Unit::new);
  }

  private Optional<Rollout.Who> share(Node node) {
    return values.count(node, "`percent`", 1, 99).map(Rollout.Who.Share::new);
  }

  private Optional<Duration> time(Node node) {
    return values
        .unquoted(node, "a time", TIME, "Write one such as `90s`, `30m` or `2h`.")
        .map(text -> {
          Matcher matcher = TIME.matcher(text);
          if (!matcher.matches()) {
            throw new IllegalStateException("checked before: " + text);
          }
          long number = Long.parseLong(matcher.group(1));
          return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
          };
        });
  }
}
