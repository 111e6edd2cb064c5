package io.eksguard.shell;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a person can type that is not a command of the command line.
enum Verb {
  OPEN("open", "FILE...", "work on other files", Words.FILE),
  REFRESH(
      "refresh",
      "[SEL]",
      "forget what was read, of all or of one account, and read again",
      Words.SELECTOR),
  ACCOUNTS(
      "accounts",
      "[SEL] [WORD...]",
      "the accounts, one row a region; only rows with every WORD",
      Words.SELECTOR),
  CLUSTERS(
      "clusters", "[SEL] [WORD...]", "the clusters; only rows with every WORD", Words.SELECTOR),
  SHOW("show", "STEP", "one step: before and after, guards, what waits for it", Words.STEP),
  DIFF("diff", "SEL", "what would change there, and nothing else", Words.SELECTOR),
  WHY_HELD("why-held", "", "what keeps the plan, or part of it, from being applied", Words.NONE),
  GRAPH("graph", "", "the order of the plan: what comes before what", Words.NONE),
  EVENTS("events", "[RUN]", "what a run of apply did; the latest, if none is named", Words.NONE),
  REVIEW("review", "[WORD...]", "walk through the plan and decide", Words.NONE),
  ACCEPT("accept", "STEP|SEL|all...", "accept steps, with what they wait for", Words.STEP),
  HOLD("hold", "STEP|SEL|all...", "not now: leave steps out, and what waits for them", Words.STEP),
  REJECT("reject", "STEP|SEL|all...", "leave steps out for good, likewise", Words.STEP),
  REOPEN("reopen", "STEP|SEL|all...", "take a decision back", Words.STEP),
  WRITE("write", "FILE", "save the accepted part as a plan file", Words.FILE),
  SET(
      "set",
      "ACCOUNT|newAccounts approach=APPROACH",
      "change the approach in the file",
      Words.ACCOUNT),
  EXCLUDE(
      "exclude",
      "ACCOUNT[/REGION]/CLUSTER [REASON]",
      "say in the file that GuardDuty shall not manage the cluster",
      Words.SELECTOR),
  INCLUDE(
      "include",
      "ACCOUNT[/REGION]/CLUSTER [REASON]",
      "say in the file that it shall",
      Words.SELECTOR),
  UNDO("undo", "", "take the last change of the file back", Words.NONE),
  APPLY(
      "apply",
      "[--allow KIND[=N]]...",
      "apply the plan; once something is accepted, only that",
      Words.NONE),
  RECORD("record", "FILE|off", "keep all that is typed and answered in a file", Words.FILE),
  HELP("help", "[COMMAND]", "this; or all about one command", Words.COMMAND),
  QUIT("quit", "", "leave; so do `exit` and Ctrl-D", Words.NONE);

  /// What its first word is, for whoever completes it.
  enum Words {
    NONE,
    FILE,
    ACCOUNT,
    SELECTOR,
    STEP,
    COMMAND
  }

  private final String word;
  private final String synopsis;
  private final String summary;
  private final Words words;

  Verb(String word, String synopsis, String summary, Words words) {
    this.word = word;
    this.synopsis = synopsis;
    this.summary = summary;
    this.words = words;
  }

  String word() {
    return word;
  }

  /// How it is typed.
  String synopsis() {
    return synopsis.isEmpty() ? word : word + " " + synopsis;
  }

  String summary() {
    return summary;
  }

  Words words() {
    return words;
  }

  /// The words, with their short forms.
  static Optional<Verb> of(String typed) {
    String word =
        switch (typed) {
          case "?" -> "help";
          case "exit", "q" -> "quit";
          default -> typed;
        };
    return Arrays.stream(values()).filter(verb -> verb.word.equals(word)).findFirst();
  }

  /// All of them as a person types them.
  static List<String> all() {
    return Arrays.stream(values()).map(Verb::word).toList();
  }
}
