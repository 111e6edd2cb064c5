package io.eksguard.render;

import io.eksguard.model.AccountId;
import io.eksguard.model.Place;
import io.eksguard.plan.Reaction;
import io.eksguard.plan.Reaction.OnCheck;
import io.eksguard.plan.Reaction.OnCluster;
import io.eksguard.plan.Reaction.OnVpc;
import io.eksguard.plan.Reaction.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What AWS will do by itself, in words.
final class ReactionText {
  static final String HEADING = "What AWS will then do by itself:";

  /// How many are named where not all are asked for.
  private static final int HANDFUL = 3;

  private final boolean all;

  /// @param all whether to name all
  ReactionText(boolean all) {
    this.all = all;
  }

  /// The block with its heading; nothing if nothing follows.
  String block(Reaction reaction) {
    List<String> lines = lines(reaction);
    return lines.isEmpty()
        ? ""
        : lines.stream()
            .map(line -> "  " + line + "\n")
            .collect(Collectors.joining("", HEADING + "\n", ""));
  }

  /// What follows, a line each.
  List<String> lines(Reaction reaction) {
    List<String> lines = new ArrayList<>();
    for (Reaction.Agent agent : Reaction.Agent.values()) {
      List<String> names =
          reaction.agents().stream()
              .filter(one -> one.agent() == agent)
              .map(one -> one.place() + "/" + one.cluster())
              .toList();
      if (!names.isEmpty()) {
        lines.add(
            "agent %s %s%s: %s"
                .formatted(
                    done(agent), Plurals.of(names.size(), "cluster"), remark(agent), named(names)));
      }
    }
    whole(lines, reaction, Whole.CLEARED);
    whole(lines, reaction, Whole.UNREAD);
    for (Reaction.Endpoint endpoint : Reaction.Endpoint.values()) {
      List<String> names =
          reaction.endpoints().stream()
              .filter(one -> one.endpoint() == endpoint)
              .map(one -> one.place() + "/" + TerminalText.safe(one.vpc()) + because(one))
              .toList();
      if (!names.isEmpty()) {
        lines.add(
            "endpoint `guardduty-data` and security group %s %s%s: %s"
                .formatted(
                    done(endpoint),
                    Plurals.of(names.size(), "VPC"),
                    remark(endpoint),
                    named(names)));
      }
    }
    if (reaction.agents().stream().anyMatch(ReactionText::needsEndpointOfUnknownVpc)) {
      lines.add(
          "endpoint `guardduty-data` and security group made in each VPC of those clusters that"
              + " has none; which VPCs these are is not known here");
    }
    lines.addAll(CostText.lines(reaction.covered()));
    checks(lines, reaction.checks());
    return lines;
  }

  private static boolean needsEndpointOfUnknownVpc(OnCluster one) {
    return one.vpc().isEmpty()
        && (one.agent() == Reaction.Agent.INSTALLED || one.agent() == Reaction.Agent.TAKEN_OVER);
  }

  private static String done(Reaction.Agent agent) {
    return switch (agent) {
      case INSTALLED -> "installed on";
      case TAKEN_OVER -> "updated from now on, on";
      case WAITS -> "installed later on";
      case IMPOSSIBLE -> "wanted, but impossible on";
      case STAYS -> "stays on";
      case REMOVED -> "removed from";
    };
  }

  private static String remark(Reaction.Agent agent) {
    return switch (agent) {
      case INSTALLED, TAKEN_OVER, REMOVED -> "";
      case WAITS -> ", once active";
      case IMPOSSIBLE -> ", since EKS has no add-ons on an Outpost";
      case STAYS -> ", if there, no longer updated and still billed";
    };
  }

  private static String done(Reaction.Endpoint endpoint) {
    return switch (endpoint) {
      case CREATED -> "made in";
      case IMPOSSIBLE -> "cannot be made in";
      case LEFT -> "left behind in";
      case REMOVED -> "removed from";
    };
  }

  private static String remark(Reaction.Endpoint endpoint) {
    return switch (endpoint) {
      case CREATED, LEFT -> ", not to be deleted while they are there";
      case IMPOSSIBLE -> ", agents there will not be healthy";
      case REMOVED -> ", unless another account shares it";
    };
  }

  private static String because(OnVpc one) {
    return one.why()
        .map(why ->
            switch (why) {
              case SHARED_VPC -> " (of another account, which alone can have it)";
              case NO_DNS -> " (does not resolve private names)";
              case NO_ADDRESS -> " (no free address)";
            })
        .orElse("");
  }

  private static String words(Whole whole, int count) {
    String places = Plurals.of(count, "account-region");
    return switch (whole) {
      case CLEARED ->
          "agents, also those installed by hand, and GuardDuty's endpoints removed throughout "
              + places;
      case UNREAD ->
          "agents installed or left, which ones is not known, since clusters were not read, in "
              + places;
    };
  }

  private void whole(List<String> lines, Reaction reaction, Whole whole) {
    List<String> names =
        reaction.wholes().entrySet().stream()
            .filter(one -> one.getValue() == whole)
            .map(one -> one.getKey().toString())
            .toList();
    if (!names.isEmpty()) {
      lines.add(words(whole, names.size()) + ": " + named(names));
    }
  }

  /// Results of many accounts that are the same are told together.
  private void checks(List<String> lines, List<OnCheck> checks) {
    Map<String, List<String>> together = new TreeMap<>();
    for (OnCheck one : checks) {
      together.computeIfAbsent(verdict(one), _ -> new ArrayList<>()).add(where(one));
    }
    together.forEach((verdict, where) -> lines.add("check " + verdict + ": " + named(where)));
  }

  private static String verdict(OnCheck one) {
    String title = "`" + one.check().title() + "` ";
    return title
        + switch (one.after()) {
          case GREEN -> "turns green";
          case UNKNOWN -> "may pass or fail, AWS does not say";
          case RED ->
              (one.before() == Reaction.Colour.RED ? "stays red" : "turns red")
                  + (one.byDesign() ? ", as the file asks for" : "");
        };
  }

  private String where(OnCheck one) {
    return one.account()
        .map(account -> new Place(account, one.region()).toString())
        .orElseGet(() -> one.region() + because(List.copyOf(one.red())));
  }

  private String because(List<AccountId> red) {
    return red.isEmpty()
        ? ""
        : " by " + (red.size() == 1 ? red.getFirst() : Plurals.of(red.size(), "account"));
  }

  private String named(List<String> names) {
    if (all || names.size() <= HANDFUL) {
      return String.join(", ", names);
    }
    return String.join(", ", names.subList(0, HANDFUL))
        + " and "
        + (names.size() - HANDFUL)
        + " more (`-v` names them)";
  }

  /// The same reaction, of one place only.
  static Reaction at(Reaction reaction, Place place) {
    Predicate<OnCheck> here =
        one ->
            one.region().equals(place.region())
                && one.account().filter(place.account()::equals).isPresent();
    var wholes = new TreeMap<Place, Whole>();
    Whole whole = reaction.wholes().get(place);
    if (whole != null) {
      wholes.put(place, whole);
    }
    return new Reaction(
        reaction.agents().stream().filter(one -> one.place().equals(place)).toList(),
        reaction.endpoints().stream().filter((OnVpc one) -> one.place().equals(place)).toList(),
        wholes,
        reaction.checks().stream().filter(here).toList(),
        reaction.covered().at(place));
  }
}
