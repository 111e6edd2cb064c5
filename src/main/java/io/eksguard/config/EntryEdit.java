package io.eksguard.config;

import io.eksguard.config.Decided.Seat;
import io.eksguard.model.Approach;
import io.eksguard.model.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes what was decided in the texts.
final class EntryEdit {
  private static final List<String> LISTS = List.of("exclude", "include", "agents", "endpoint");
  private static final String MEMBERS = "organization.members";
  private static final String STANDALONE = "standalone";

  private final Outline outline;
  private final Map<SourceText, PieceEdits> edits = new LinkedHashMap<>();
  private final List<Removal> removals = new ArrayList<>();

  /// @param layouts those of the texts, in the order in which they were read
  EntryEdit(List<Layout> layouts) {
    this.outline = new Outline(layouts);
    layouts.forEach(layout -> edits.put(layout.source(), new PieceEdits(layout)));
  }

  /// The texts with the changes made, in the order of the texts.
  List<String> texts() {
    return edits.values().stream().map(PieceEdits::text).toList();
  }

  /// What has to go in a later go, when all else is done: what stands beside it may have become
  /// otherwise.
  ///
  /// @param entry the path of its entry
  /// @param key the key of the list
  /// @param index which line of the list; the whole list if left out
  record Removal(String entry, String key, Optional<Integer> index) {}

  /// What has to go in later goes, one each, in this order.
  List<Removal> removals() {
    return List.copyOf(removals);
  }

  void make(Removal removal) throws Untouchable {
    Spot list = key(outline.at(removal.entry()), removal.key());
    if (removal.index().isPresent()) {
      edits(list).remove(list.inside().get(removal.index().orElseThrow()));
    } else {
      edits(list).remove(list);
    }
  }

  void make(Decided.NewAccounts change) throws Untouchable {
    Spot joining = outline.at("organization.newAccounts");
    Spot approach = key(joining, "approach");
    edits(joining).replace(approach.word(), change.approach().word());
  }

  void make(Decided.Account change) throws Untouchable {
    switch (change.seat()) {
      case ADMINISTRATOR -> inPlace(outline.at("organization.administrator"), change);
      case OWN -> inPlace(outline.at(change.from().orElseThrow().path()), change);
      case SHARED -> {
        Spot spot = outline.at(change.from().orElseThrow().path());
        takeOut(spot, change);
        newEntry(spot, change);
      }
      case INHERITED, NOBODY -> append(change);
    }
  }

  private PieceEdits edits(Spot spot) {
    return Optional.ofNullable(edits.get(spot.layout().source()))
        .orElseThrow(() -> new IllegalStateException("a line of no text"));
  }

  private static Spot key(Spot mapping, String key) throws Untouchable {
    return mapping
        .pair(key)
        .orElseThrow(() -> new IllegalStateException("no `" + key + "` where one was read"));
  }

  /// Changes how an entry covers its accounts.
  private void inPlace(Spot entry, Decided.Account change) throws Untouchable {
    PieceEdits text = edits(entry);
    EntryText style = style(entry);
    Approach to = change.to();
    Optional<String> list =
        switch (to) {
          case Approach.AllExcept _ -> Optional.of("exclude");
          case Approach.Only _ -> Optional.of("include");
          case Approach.All _, Approach.Manual _, Approach.Disabled _ -> Optional.empty();
        };
    Optional<Spot> approach = entry.pair("approach");
    if (approach.isEmpty()) {
      String pair = style.key("approach") + ": " + style.word(to.name().word());
      text.addBehind(key(entry, "account"), List.of(pair), pair);
      return;
    }
    if (change.from().map(from -> from.approach().name() != to.name()).orElse(true)) {
      text.replace(approach.orElseThrow().word(), to.name().word());
    }
    String path = change.from().orElseThrow().path();
    for (String key : LISTS) {
      Optional<Spot> old = entry.pair(key);
      if (old.isPresent() && !list.equals(Optional.of(key))) {
        removals.add(new Removal(path, key, Optional.empty()));
      }
    }
    if (list.isPresent()) {
      String key = list.orElseThrow();
      Optional<Spot> old = entry.pair(key);
      if (old.isPresent()) {
        new ListEdit(text, style, old.orElseThrow(), change.lines())
            .make()
            .forEach(index -> removals.add(new Removal(path, key, Optional.of(index))));
      } else {
        int column = entry.layout().column(approach.orElseThrow().entry().start());
        text.addBehind(
            approach.orElseThrow(),
            style.listLines(key, to.rules(), column),
            style.listInBrackets(key, to.rules()));
      }
    }
  }

  /// Takes an account out of the accounts of an entry.
  private void takeOut(Spot entry, Decided.Account change) throws Untouchable {
    Spot accounts = key(entry, "accounts");
    for (Spot account : accounts.inside()) {
      if (account.entry().value() instanceof Piece.Word word
          && Spot.bare(word).equals(change.account().value())) {
        edits(entry).remove(account);
        return;
      }
    }
    throw new Untouchable(
        Span.at(entry.layout().source(), accounts.entry().start()),
        "an account written in another way");
  }

  /// Adds an entry at the end of the list that such entries stand in.
  private void append(Decided.Account change) throws Untouchable {
    boolean alone = outline.lists("organization").isEmpty();
    List<Spot> lists = outline.lists(alone ? STANDALONE : MEMBERS);
    Optional<Spot> covering =
        change.seat() == Seat.INHERITED
            ? Optional.of(outline.at(change.from().orElseThrow().path()))
            : Optional.empty();
    Optional<Spot> list =
        lists.stream()
            .filter(one -> covering.filter(spot -> !Outline.together(one, spot)).isEmpty())
            .reduce((_, last) -> last)
            .or(() -> lists.stream().reduce((_, last) -> last));
    if (list.isEmpty()) {
      newList(change);
      return;
    }
    List<Spot> items = list.orElseThrow().inside();
    if (items.isEmpty()) {
      firstEntry(list.orElseThrow(), change);
    } else {
      newEntry(items.getLast(), change);
    }
  }

  /// Adds an entry behind one.
  private void newEntry(Spot spot, Decided.Account change) throws Untouchable {
    spot.group();
    EntryText style = style(spot);
    Entry entry = EditedDesired.entry(change);
    int column = spot.layout().column(spot.entry().start());
    String brackets = style.inBrackets(entry);
    boolean inBrackets = spot.entry().value() instanceof Piece.Group group && group.flow();
    boolean fits = column + style.behindDash() + brackets.length() <= EntryText.WIDTH;
    List<String> lines =
        inBrackets && fits
            ? style.dashed(List.of(brackets))
            : style.dashed(style.lines(entry, column + style.behindDash()));
    edits(spot).addBehind(spot, lines, brackets);
  }

  /// Adds an entry to an empty list.
  private void firstEntry(Spot list, Decided.Account change) throws Untouchable {
    EntryText style = EntryText.USUAL.withKeysOf(list);
    Entry entry = EditedDesired.entry(change);
    PieceEdits text = edits(list);
    Piece.Group brackets = list.group();
    if (text.canBeLines(list, brackets)) {
      int column = list.layout().column(list.entry().start()) + style.listIn();
      text.toLines(
          list, brackets, style.dashed(style.lines(entry, column + style.behindDash())), column);
    } else {
      text.addFirst(brackets, style.inBrackets(entry));
    }
  }

  /// Adds a list with an entry behind the other parts of the organization.
  private void newList(Decided.Account change) throws Untouchable {
    List<Spot> parts = new ArrayList<>();
    for (String key : List.of("defaults", "newAccounts", "administrator")) {
      parts.addAll(outline.lists("organization." + key));
    }
    Spot first = parts.getFirst();
    Spot behind =
        parts.stream()
            .filter(part -> Outline.together(part, first))
            .max((a, b) -> Integer.compare(a.index(), b.index()))
            .orElse(first);
    behind.group();
    EntryText style = EntryText.USUAL.withKeysOf(behind);
    Entry entry = EditedDesired.entry(change);
    int column = behind.layout().column(behind.entry().start()) + style.listIn();
    List<String> lines = new ArrayList<>(List.of(style.key("members") + ":"));
    style
        .dashed(style.lines(entry, column + style.behindDash()))
        .forEach(line -> lines.add(" ".repeat(style.listIn()) + line));
    edits(behind)
        .addBehind(behind, lines, style.key("members") + ": [" + style.inBrackets(entry) + "]");
  }

  /// The style of an entry and of the list that it stands in.
  private static EntryText style(Spot entry) throws Untouchable {
    EntryText usual = EntryText.USUAL;
    Piece.Group mapping = entry.group();
    boolean json =
        mapping.entries().stream()
            .flatMap(pair -> pair.key().stream())
            .allMatch(key -> key.first().startsWith("\""));
    char quote = json ? '"' : quote(entry).orElse(usual.quote());
    if (!entry.in().list() || entry.in().flow()) {
      return new EntryText(json, quote, usual.listIn(), usual.behindDash());
    }
    int dash = entry.entry().start();
    Layout layout = entry.layout();
    boolean sameLine =
        layout.source().lineStart(dash) == layout.source().lineStart(mapping.start());
    int behindDash = sameLine ? mapping.start() - dash : usual.behindDash();
    int listIn = layout.column(dash) - keyColumn(entry);
    return new EntryText(json, quote, Math.max(0, listIn), behindDash);
  }

  /// The column of the key of the list that an entry stands in.
  private static int keyColumn(Spot entry) {
    Piece.Group outer = entry.around().get(entry.around().size() - 2);
    return outer.entries().stream()
        .filter(pair ->
            pair.value() instanceof Piece.Group list && list.number() == entry.in().number())
        .map(pair -> entry.layout().column(pair.start()))
        .findFirst()
        .orElse(0);
  }

  private static Optional<Character> quote(Spot entry) throws Untouchable {
    Optional<Spot> account = entry.pair("account");
    Optional<Spot> accounts = entry.pair("accounts");
    List<Piece> words = new ArrayList<>();
    account.ifPresent(spot -> words.add(spot.entry().value()));
    accounts
        .filter(spot -> spot.entry().value() instanceof Piece.Group)
        .ifPresent(spot ->
            ((Piece.Group) spot.entry().value()).entries().forEach(one -> words.add(one.value())));
    return words.stream()
        .filter(piece -> piece instanceof Piece.Word word && word.first().startsWith("'"))
        .map(_ -> '\'')
        .findFirst();
  }
}
