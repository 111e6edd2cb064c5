package io.eksguard.config;

import io.eksguard.model.AccountId;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Region;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The names in files, for whoever is typing one. Wrong files have names too, so nothing here looks
/// at the meaning; what cannot be read has none.
public final class FileWords {
  private final SortedSet<String> regions = new TreeSet<>();
  private final List<Account> accounts = new ArrayList<>();
  private final SortedMap<String, String> remarks = new TreeMap<>();

  /// A line of one account with a comment behind it, by which people tell accounts apart.
  private static final Pattern REMARK =
      Pattern.compile("(?<!\\d)(\\d{12})(?!\\d)\\D*?\\s#\\s*(\\S.*?)\\s*$");

  private FileWords() {}

  /// @param regions those of its entry; empty for those of the file
  private record Account(String id, List<String> regions, List<Cluster> clusters) {}

  private record Cluster(String name, Optional<String> region) {
    boolean isIn(String place) {
      return region.map(place::equals).orElse(true);
    }
  }

  /// Reads the names in these files and folders.
  public static FileWords of(List<Path> paths) {
    FileWords words = new FileWords();
    for (SourceText text : new SourceFiles(notes()).read(paths)) {
      YamlParser.documents(text, notes()).orElse(List.of()).forEach(words::document);
      text.text().lines().forEach(words::remark);
    }
    words.remarks.keySet().retainAll(words.accounts().toList());
    return words;
  }

  private static Notes notes() {
    return new Notes();
  }

  /// The accounts.
  public Stream<String> accounts() {
    return accounts.stream().map(Account::id).sorted().distinct();
  }

  /// What people call accounts: the comment behind an account's id, where a line has just one.
  public SortedMap<String, String> names() {
    return new TreeMap<>(remarks);
  }

  private void remark(String line) {
    Matcher found = REMARK.matcher(line);
    if (found.find()) {
      remarks.putIfAbsent(found.group(1), found.group(2));
    }
  }

  /// The regions.
  public Stream<String> regions() {
    return regions.stream();
  }

  /// The clusters that are named, patterns left out.
  public Stream<String> clusters() {
    return accounts.stream()
        .flatMap(account -> account.clusters.stream())
        .map(Cluster::name)
        .sorted()
        .distinct();
  }

  /// What `ACCOUNT[/REGION[/CLUSTER]]` may become. There may be many, so the next part comes only
  /// when the one before it is complete.
  ///
  /// @param begun what has been typed
  public Stream<String> selectors(String begun) {
    SortedSet<String> selectors = new TreeSet<>();
    for (Account account : accounts) {
      selectors.add(account.id);
      if (begun.startsWith(account.id)) {
        for (String region : account.regions.isEmpty() ? regions : account.regions) {
          String place = account.id + "/" + region;
          selectors.add(place);
          if (begun.startsWith(place)) {
            account.clusters.stream()
                .filter(cluster -> cluster.isIn(region))
                .forEach(cluster -> selectors.add(place + "/" + cluster.name));
          }
        }
      }
    }
    return selectors.stream().filter(selector -> selector.startsWith(begun));
  }

  private void document(Node node) {
    if (node instanceof Node.Mapping file) {
      regions.addAll(regions(file));
      collect(file);
    }
  }

  /// A mapping that names accounts is an entry, wherever it stands.
  private void collect(Node node) {
    switch (node) {
      case Node.Mapping mapping -> {
        Stream.concat(texts(mapping, "account"), texts(mapping, "accounts"))
            .filter(AccountId::isValid)
            .forEach(id -> accounts.add(new Account(id, regions(mapping), clusters(mapping))));
        mapping.pairs().forEach(pair -> collect(pair.value()));
      }
      case Node.Items items -> items.nodes().forEach(this::collect);
      case Node.Scalar _ -> {}
    }
  }

  private static List<String> regions(Node.Mapping mapping) {
    return texts(mapping, "regions").filter(Region::isValid).toList();
  }

  private static List<Cluster> clusters(Node.Mapping entry) {
    return Stream.of("exclude", "include", "agents")
        .flatMap(key -> nodes(entry, key))
        .flatMap(FileWords::cluster)
        .filter(cluster -> ClusterName.isValid(cluster.name))
        .toList();
  }

  private static Stream<Cluster> cluster(Node rule) {
    return switch (rule) {
      case Node.Scalar name -> Stream.of(new Cluster(name.value(), Optional.empty()));
      case Node.Mapping mapping ->
          texts(mapping, "name")
              .map(name -> new Cluster(name, texts(mapping, "region").findFirst()));
      case Node.Items _ -> Stream.empty();
    };
  }

  private static Stream<String> texts(Node.Mapping mapping, String key) {
    return nodes(mapping, key)
        .flatMap(node -> node instanceof Node.Scalar text ? Stream.of(text.value()) : Stream.of());
  }

  /// The value of a key, or its items if it is a list.
  private static Stream<Node> nodes(Node.Mapping mapping, String key) {
    return mapping.pairs().stream()
        .filter(pair -> pair.key().value().equals(key))
        .map(Node.Pair::value)
        .flatMap(
            value -> value instanceof Node.Items items ? items.nodes().stream() : Stream.of(value));
  }
}
