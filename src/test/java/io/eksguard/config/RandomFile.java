package io.eksguard.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A valid file, written as untidily as YAML allows: keys in any order, any indentation, any style,
/// comments wherever one may stand. The comments are numbered.
final class RandomFile {
  private final Random random;
  private final StringBuilder text = new StringBuilder();
  private int accounts;
  private int comments;

  /// How far in a comment may stand; further in it would belong to the text of a block.
  private int furthest = Integer.MAX_VALUE;

  private RandomFile(Random random) {
    this.random = random;
  }

  /// @param text the file
  /// @param comments how many comments it has: `# c1`, `# c2` and so on
  record Written(String text, int comments) {}

  static Written any(Random random) {
    var file = new RandomFile(random);
    file.between(2);
    if (random.nextInt(4) == 0) {
      file.text.append("---").append(file.comment());
      file.between(2);
    }
    file.block(file.content(), random.nextInt(3), false);
    file.between(4);
    return new Written(file.text.toString(), file.comments);
  }

  private Map<String, Object> content() {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("version", "1");
    file.put("feature", quoted("RUNTIME_MONITORING"));
    file.put("regions", List.of("us-east-1", quoted("eu-west-1")));
    if (random.nextBoolean()) {
      file.put("standalone", entries(1));
    } else {
      Map<String, Object> organization = new LinkedHashMap<>();
      organization.put("administrator", entry(List.of(account())));
      organization.put("newAccounts", Map.of("autoEnable", "NEW", "approach", "only"));
      if (random.nextBoolean()) {
        Map<String, Object> defaults = entry(List.of("nobody"));
        defaults.remove("account");
        organization.put("defaults", defaults);
      }
      organization.put("members", entries(0));
      file.put("organization", organization);
    }
    file.put("access", access());
    file.put("limits", Map.of("untag", "2", "disable", "0", "changePercent", "50"));
    return file;
  }

  private Map<String, Object> access() {
    Map<String, Object> role = new LinkedHashMap<>();
    role.put("role", "\"arn:aws:iam::{account}:role/x\"");
    role.put("externalId", quoted("x=y"));
    return Map.of("members", role);
  }

  private List<Object> entries(int least) {
    List<Object> entries = new ArrayList<>();
    int count = least + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      List<String> ids = new ArrayList<>(List.of(account()));
      while (random.nextInt(3) == 0) {
        ids.add(account());
      }
      Map<String, Object> entry = entry(ids);
      if (least == 0 && ids.size() == 1 && random.nextInt(4) == 0) {
        entry.remove("account");
        entry.put("ou", "ou-abcd-0000000" + i);
      }
      entries.add(entry);
    }
    // An empty list of members is as good as any, once the administrator is covered.
    return entries;
  }

  private Map<String, Object> entry(List<String> accounts) {
    Map<String, Object> entry = new LinkedHashMap<>();
    if (accounts.size() == 1) {
      entry.put("account", accounts.getFirst());
    } else {
      entry.put("accounts", accounts);
    }
    switch (random.nextInt(6)) {
      case 0 -> entry.put("approach", "all");
      case 3 -> entry.put("approach", quoted("disabled"));
      case 4 -> {
        entry.put("approach", "manual");
        if (random.nextBoolean()) {
          entry.put("agents", List.of());
        }
      }
      case 1 -> {
        entry.put("approach", quoted("all-except"));
        entry.put("exclude", rules());
      }
      default -> {
        entry.put("approach", "only");
        entry.put("include", rules());
        entry.put("regions", List.of("us-east-1"));
      }
    }
    return entry;
  }

  private List<Object> rules() {
    List<Object> rules = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      if (random.nextInt(3) == 0) {
        rules.add(quoted("web-" + i));
        continue;
      }
      Map<String, Object> rule = new LinkedHashMap<>();
      boolean exact = random.nextBoolean();
      rule.put("name", exact ? quoted("app") : "\"*-" + i + "\"");
      if (exact && (rules.stream().anyMatch(RandomFile::isApp) || random.nextInt(3) == 0)) {
        // The same name may stand once for each region, and once for all.
        rule.put("region", quoted("us-east-1"));
        if (rules.stream().anyMatch(RandomFile::isAppOfRegion)) {
          continue;
        }
      }
      rule.put("until", "2030-03-31");
      rule.put("reason", random.nextInt(3) == 0 ? TEXTS.get(random.nextInt(TEXTS.size())) : "x y");
      if (random.nextInt(5) == 0) {
        rule.put("owner", "a very long name, so that brackets around it do not fit".repeat(2));
      }
      rules.add(rule);
    }
    return rules;
  }

  private static boolean isApp(Object rule) {
    return rule instanceof Map<?, ?> map && String.valueOf(map.get("name")).contains("app");
  }

  private static boolean isAppOfRegion(Object rule) {
    return rule instanceof Map<?, ?> map && map.containsKey("region");
  }

  /// Texts over several lines; a line break stands for one with an indentation that fits.
  private static final List<String> TEXTS =
      List.of(
          "|\n# no comment\n  further in\n\nlast",
          "|+\nkept\n\n\n",
          ">-\nfolded\nlines\n\n\n",
          "\"quoted\n\n  # no comment\\\n  and on\"",
          "'it''s\nquoted'",
          "plain\nover lines");

  private String account() {
    return "\"" + (100_000_000_000L + accounts++) + "\"";
  }

  private String quoted(String word) {
    return switch (random.nextInt(3)) {
      case 0 -> "\"" + word + "\"";
      case 1 -> "'" + word.replace("'", "''") + "'";
      default -> word;
    };
  }

  private void block(Object value, int column, boolean begun) {
    boolean first = begun;
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> pair : shuffled(map)) {
        start(column, first);
        first = false;
        text.append(pair.getKey()).append(" ".repeat(random.nextInt(5) / 4)).append(':');
        value(pair.getValue(), column, true);
      }
    } else {
      for (Object item : (List<?>) value) {
        start(column, first);
        first = false;
        text.append('-');
        value(item, column, false);
      }
    }
  }

  private List<Map.Entry<?, ?>> shuffled(Map<?, ?> map) {
    List<Map.Entry<?, ?>> pairs = new ArrayList<>(map.entrySet());
    Collections.shuffle(pairs, random);
    return pairs;
  }

  private void start(int column, boolean begun) {
    if (!begun) {
      between(column + 6);
      text.append(" ".repeat(column));
      furthest = Integer.MAX_VALUE;
    }
  }

  /// What stands behind a `:` or `-`, to the end of its last line.
  private void value(Object value, int column, boolean behindKey) {
    if (value instanceof String word) {
      word(word, column);
      return;
    }
    boolean empty = value instanceof List<?> list && list.isEmpty();
    if (empty || (random.nextInt(3) == 0 && !hasLines(value))) {
      text.append(' ');
      brackets(value, column + 1 + random.nextInt(3));
      text.append(comment());
      return;
    }
    int further = 1 + random.nextInt(5);
    boolean compact = !behindKey && random.nextBoolean();
    boolean flush = behindKey && value instanceof List<?> && random.nextBoolean();
    if (compact) {
      text.append(" ".repeat(further));
      block(value, column + 1 + further, true);
    } else {
      text.append(comment());
      block(value, flush ? column : column + further, false);
    }
  }

  private void word(String word, int column) {
    String[] lines = word.split("\n", -1);
    boolean block = word.startsWith("|") || word.startsWith(">");
    text.append(" ".repeat(1 + random.nextInt(3))).append(lines[0]);
    text.append(block || lines.length == 1 ? comment() : "\n");
    furthest = block ? column : Integer.MAX_VALUE;
    String indent = " ".repeat(column + 1 + random.nextInt(4));
    for (int i = 1; i < lines.length; i++) {
      boolean last = i == lines.length - 1;
      text.append(lines[i].isEmpty() ? "" : indent + lines[i]);
      text.append(last && !block ? comment() : "\n");
    }
  }

  private static boolean hasLines(Object value) {
    return switch (value) {
      case Map<?, ?> map -> map.values().stream().anyMatch(RandomFile::hasLines);
      case List<?> list -> list.stream().anyMatch(RandomFile::hasLines);
      default -> value.toString().startsWith("|") || value.toString().startsWith(">");
    };
  }

  private void brackets(Object value, int column) {
    boolean list = value instanceof List<?>;
    text.append(list ? '[' : '{');
    List<Object> parts = new ArrayList<>();
    if (value instanceof Map<?, ?> map) {
      parts.addAll(shuffled(map));
    } else {
      parts.addAll((List<?>) value);
    }
    for (int i = 0; i < parts.size(); i++) {
      text.append(i == 0 ? "" : ",");
      gap(column);
      Object inside = parts.get(i);
      if (inside instanceof Map.Entry<?, ?> pair) {
        text.append(pair.getKey()).append(": ");
        inside = pair.getValue();
      }
      if (inside instanceof String word) {
        text.append(bare(word).replace("\n", "\n" + " ".repeat(column)));
      } else {
        brackets(inside, column);
      }
    }
    gap(column);
    text.append(list ? ']' : '}');
  }

  /// A plain text with a `,` in it cannot stand in brackets.
  private static String bare(String word) {
    return word.contains(",") ? "\"" + word + "\"" : word;
  }

  /// Nothing, a blank, or a new line with comments before it.
  private void gap(int column) {
    switch (random.nextInt(4)) {
      case 0 -> {
        text.append(comment());
        between(column + 4);
        text.append(" ".repeat(column));
      }
      case 1 -> text.append("  ");
      default -> {}
    }
  }

  /// Blank lines, and comments in columns up to this one.
  private void between(int column) {
    while (random.nextInt(4) == 0) {
      if (random.nextBoolean()) {
        text.append(" ".repeat(random.nextInt(3))).append("\n");
      } else {
        text.append(" ".repeat(random.nextInt(Math.min(column, furthest) + 1)))
            .append("# c")
            .append(++comments);
        text.append(random.nextInt(3) == 0 ? " \n" : "\n");
      }
    }
  }

  /// The end of a line, with a comment or without.
  private String comment() {
    return random.nextInt(5) == 0
        ? " ".repeat(1 + random.nextInt(3)) + "# c" + ++comments + "\n"
        : "\n";
  }
}
