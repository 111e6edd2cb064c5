package io.eksguard.render;

import io.eksguard.model.AccountId;
import io.eksguard.model.Feature;
import io.eksguard.model.Tag;
import io.eksguard.snapshot.Moved;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What changed between two snapshots, as text and as JSON.
public final class MovedText {
  /// Additions raise the part after the dot; anything else raises the part before it.
  public static final String FORMAT_VERSION = "1.1";

  private static final int MOST = 120;

  private MovedText() {}

  /// A line for each change, and one that counts them.
  public static String text(List<Moved> moved) {
    String lines = moved.stream().map(one -> line(one) + "\n").collect(Collectors.joining());
    return lines + (moved.isEmpty() ? "No changes.\n" : Plurals.of(moved.size(), "change") + ".\n");
  }

  private static String line(Moved moved) {
    String sign =
        switch (moved) {
          case Moved.Known _ -> "?";
          case Moved.MemberStatus _,
              Moved.NewAccounts _,
              Moved.FeatureSetting _,
              Moved.ClusterThere _,
              Moved.ClusterTag _,
              Moved.ClusterAgent _,
              Moved.OfPolicy _ ->
              sign(moved);
        };
    return sign
        + " "
        + TerminalText.safe(about(moved))
        + ": "
        + value(moved.before())
        + " -> "
        + value(moved.after());
  }

  private static String sign(Moved moved) {
    if (moved.before().isEmpty()) {
      return "+";
    }
    return moved.after().isEmpty() ? "-" : "~";
  }

  private static String about(Moved moved) {
    return switch (moved) {
      case Moved.MemberStatus one -> one.region() + "/" + one.account() + " member";
      case Moved.NewAccounts one ->
          one.region() + " new accounts, " + one.feature().map(Feature::name).orElse("GuardDuty");
      case Moved.FeatureSetting one -> one.place() + " " + one.feature();
      case Moved.ClusterThere one -> one.place() + " cluster " + one.cluster();
      case Moved.ClusterTag one -> one.place() + " cluster " + one.cluster() + " " + Tag.KEY;
      case Moved.ClusterAgent one ->
          one.place() + " cluster " + one.cluster() + " agent" + aspect(one.aspect());
      case Moved.OfPolicy one ->
          "protection of the tag, " + one.part().name().toLowerCase(Locale.ROOT);
      case Moved.Known one ->
          one.region() + one.account().map(account -> "/" + account).orElse("") + " " + one.what();
    };
  }

  private static String aspect(Moved.ClusterAgent.Aspect aspect) {
    return switch (aspect) {
      case VERSION -> "";
      case CONFIGURATION, TAGS, STATUS, OWNER -> ", " + aspect.name().toLowerCase(Locale.ROOT);
    };
  }

  private static String value(Optional<String> value) {
    return value
        .map(text ->
            TerminalText.safe(text.length() > MOST ? text.substring(0, MOST) + "..." : text))
        .orElse("absent");
  }

  /// One JSON document; `schemas/diff.schema.json` describes it.
  ///
  /// @param version eksguard's own version
  public static String json(List<Moved> moved, String version) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("formatVersion", FORMAT_VERSION);
    root.put("eksguardVersion", version);
    root.put("outcome", (moved.isEmpty() ? Verdict.NO_CHANGES : Verdict.CHANGES).word());
    var changes = root.putArray("changes");
    for (Moved one : moved) {
      ObjectNode node = changes.addObject();
      node.put("kind", one.word());
      place(node, one);
      node.put("before", one.before().orElse(null));
      node.put("after", one.after().orElse(null));
    }
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static void place(ObjectNode node, Moved moved) {
    switch (moved) {
      case Moved.MemberStatus one ->
          node.put("region", one.region().name()).put("account", one.account().value());
      case Moved.NewAccounts one ->
          node.put("region", one.region().name())
              .put("feature", one.feature().map(Feature::name).orElse(null));
      case Moved.FeatureSetting one ->
          node.put("region", one.place().region().name())
              .put("account", one.place().account().value())
              .put("feature", one.feature().name());
      case Moved.ClusterThere one ->
          node.put("region", one.place().region().name())
              .put("account", one.place().account().value())
              .put("cluster", one.cluster().value());
      case Moved.ClusterTag one ->
          node.put("region", one.place().region().name())
              .put("account", one.place().account().value())
              .put("cluster", one.cluster().value());
      case Moved.ClusterAgent one ->
          node.put("region", one.place().region().name())
              .put("account", one.place().account().value())
              .put("cluster", one.cluster().value())
              .put("part", one.aspect().name().toLowerCase(Locale.ROOT));
      case Moved.OfPolicy one -> node.put("part", one.part().name().toLowerCase(Locale.ROOT));
      case Moved.Known one ->
          node.put("region", one.region().name())
              .put("account", one.account().map(AccountId::value).orElse(null))
              .put("what", one.what());
    }
  }
}
