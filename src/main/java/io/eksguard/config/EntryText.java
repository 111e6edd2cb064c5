package io.eksguard.config;

import io.eksguard.model.AccountId;
import io.eksguard.model.AgentRule;
import io.eksguard.model.Approach;
import io.eksguard.model.ClusterPattern;
import io.eksguard.model.ClusterRule;
import io.eksguard.model.Conflicts;
import io.eksguard.model.Entry;
import io.eksguard.model.Region;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Writes entries and their lines in the style of a file.
///
/// @param json whether keys and words are in quotes, as in JSON
/// @param quote the quotation mark around account ids
/// @param listIn how many columns the items of a list stand further in than their key
/// @param behindDash how many columns what is behind a dash stands further in than the dash
record EntryText(boolean json, char quote, int listIn, int behindDash) {
  /// Past this column what is in brackets gets lines.
  static final int WIDTH = 120;

  /// The usual form.
  static final EntryText USUAL = new EntryText(false, '"', 2, 2);

  /// The same with keys and words in quotes, if the keys beside this line are.
  EntryText withKeysOf(Spot line) {
    boolean quoted = line.entry().key().map(key -> key.first().startsWith("\"")).orElse(false);
    return new EntryText(quoted, quote, listIn, behindDash);
  }

  /// An entry for one account as a mapping in brackets.
  String inBrackets(Entry entry) {
    return braces(values(entry));
  }

  /// An entry for one account as lines.
  ///
  /// @param column how far in they will stand
  List<String> lines(Entry entry, int column) {
    List<String> lines = new ArrayList<>();
    values(entry).forEach((key, value) -> lines.addAll(pair(key, value, column)));
    return lines;
  }

  /// The list of clusters of an approach, key and all, as lines.
  List<String> listLines(String key, List<ClusterRule> rules, int column) {
    return pair(key, rules.stream().map(this::rule).toList(), column);
  }

  /// The list of clusters of an approach, key and all, as it stands in brackets.
  String listInBrackets(String key, List<ClusterRule> rules) {
    return key(key) + ": " + brackets(rules.stream().map(this::rule).toList());
  }

  /// A line of a list of clusters as it stands in brackets.
  String ruleInBrackets(ClusterRule rule) {
    return inline(rule(rule));
  }

  /// A line of a list of clusters as an item in lines.
  ///
  /// @param column how far in it will stand
  /// @param braces whether other items are mappings in brackets
  List<String> ruleLines(ClusterRule rule, int column, boolean braces) {
    return item(rule(rule), column, braces);
  }

  /// A word in the quotes of the file.
  String word(String text) {
    return json ? YamlText.quoted(text) : YamlText.scalar(text);
  }

  String key(String key) {
    return json ? YamlText.quoted(key) : key;
  }

  /// Lines as an item of a list.
  List<String> dashed(List<String> lines) {
    List<String> item = new ArrayList<>();
    for (String line : lines) {
      String before = item.isEmpty() ? "-" + " ".repeat(behindDash - 1) : " ".repeat(behindDash);
      item.add(before + line);
    }
    return item;
  }

  private Map<String, Object> values(Entry entry) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (entry.who() instanceof Entry.Who.Accounts(var ids)) {
      values.put("account", account(ids.first()));
    }
    values.put("approach", word(entry.approach().name().word()));
    switch (entry.approach()) {
      case Approach.All _, Approach.Disabled _ -> {
        // Neither has a list.
      }
      case Approach.AllExcept(var rules) ->
          values.put("exclude", rules.stream().map(this::rule).toList());
      case Approach.Only(var rules) ->
          values.put("include", rules.stream().map(this::rule).toList());
      case Approach.Manual(var agents, var tended, var endpoint) -> {
        if (tended) {
          values.put("agents", agents.stream().map(this::agent).toList());
        }
        endpoint.ifPresent(care -> values.put("endpoint", word(care.word())));
      }
    }
    entry
        .regions()
        .ifPresent(own -> values.put("regions", own.stream().map(r -> word(r.name())).toList()));
    return values;
  }

  private String account(AccountId id) {
    return quote + id.value() + quote;
  }

  private Object rule(ClusterRule rule) {
    Map<String, String> values = named(rule.name(), rule.region());
    rule.reason().ifPresent(text -> values.put("reason", word(text)));
    rule.owner().ifPresent(text -> values.put("owner", word(text)));
    rule.until().ifPresent(day -> values.put("until", day(day)));
    return shortened(values);
  }

  private Object agent(AgentRule agent) {
    Map<String, String> values = named(agent.name(), agent.region());
    agent.version().ifPresent(text -> values.put("version", word(text)));
    // JSON in brackets is YAML
    agent.configuration().ifPresent(text -> values.put("configurationValues", text));
    if (agent.conflicts() != Conflicts.NONE) {
      values.put("resolveConflicts", word(agent.conflicts().word()));
    }
    if (!agent.tags().isEmpty()) {
      values.put(
          "tags",
          agent.tags().entrySet().stream()
              .map(tag -> word(tag.getKey()) + ": " + word(tag.getValue()))
              .collect(Collectors.joining(", ", "{", "}")));
    }
    return shortened(values);
  }

  private Map<String, String> named(ClusterPattern name, Optional<Region> region) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("name", word(name.glob()));
    region.ifPresent(r -> values.put("region", word(r.name())));
    return values;
  }

  private String day(LocalDate day) {
    return json ? YamlText.quoted(day.toString()) : day.toString();
  }

  private static Object shortened(Map<String, String> values) {
    return values.size() == 1 ? values.values().iterator().next() : values;
  }

  private List<String> pair(String key, Object value, int column) {
    String line = key(key) + ": " + inline(value);
    if (!(value instanceof Collection<?> items)) {
      return List.of(line);
    }
    boolean simple = items.stream().allMatch(String.class::isInstance);
    if (simple && column + line.length() <= WIDTH) {
      return List.of(line);
    }
    List<String> lines = new ArrayList<>(List.of(key(key) + ":"));
    for (Object item : items) {
      item(item, column + listIn, false).forEach(text -> lines.add(" ".repeat(listIn) + text));
    }
    return lines;
  }

  /// A mapping of a name and one thing more fits behind a dash.
  private List<String> item(Object value, int column, boolean braces) {
    boolean fits = column + behindDash + inline(value).length() <= WIDTH;
    boolean onlyRegion =
        value instanceof Map<?, ?> map && map.size() == 2 && map.containsKey("region");
    if (value instanceof Map<?, ?> map && !(fits && (braces || onlyRegion))) {
      List<String> lines = new ArrayList<>();
      map.forEach((key, one) -> lines.add(key(String.valueOf(key)) + ": " + one));
      return dashed(lines);
    }
    return dashed(List.of(inline(value)));
  }

  private String inline(Object value) {
    return switch (value) {
      case Map<?, ?> map -> braces(map);
      case Collection<?> items -> brackets(items);
      default -> value.toString();
    };
  }

  private String braces(Map<?, ?> values) {
    List<String> pairs = new ArrayList<>();
    values.forEach((key, value) -> pairs.add(key(String.valueOf(key)) + ": " + inline(value)));
    return "{" + String.join(", ", pairs) + "}";
  }

  private String brackets(Collection<?> items) {
    return "[" + String.join(", ", items.stream().map(this::inline).toList()) + "]";
  }
}
