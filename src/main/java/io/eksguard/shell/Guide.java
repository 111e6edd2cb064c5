package io.eksguard.shell;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/// The help of the shell.
final class Guide {
  private static final int COLUMN = 38;

  private final CommandLine commands;

  /// @param commands those of the command line
  Guide(CommandLine commands) {
    this.commands = commands;
  }

  /// All of it, the way somebody would go through.
  String all() {
    var text = new StringBuilder();
    text.append("Look\n");
    rows(text, Verb.ACCOUNTS, Verb.CLUSTERS);
    command(text, "plan", "the plan, as the files and AWS have it");
    command(text, "explain SEL", "which line of the file decides there, and what follows");
    rows(text, Verb.DIFF, Verb.SHOW, Verb.GRAPH, Verb.WHY_HELD);
    command(text, "coverage", "GuardDuty's own word on each cluster");
    command(text, "drift", "what is not as the file says");
    command(text, "doctor", "credentials, roles and permissions, tried out");
    rows(text, Verb.EVENTS, Verb.REFRESH, Verb.OPEN);
    text.append("Decide\n");
    rows(text, Verb.REVIEW, Verb.ACCEPT, Verb.HOLD, Verb.REJECT, Verb.REOPEN, Verb.WRITE);
    text.append("Change the file; a difference is shown first\n");
    rows(text, Verb.EXCLUDE, Verb.INCLUDE, Verb.SET, Verb.UNDO);
    text.append("Do it\n");
    rows(text, Verb.APPLY);
    text.append("Beside\n");
    rows(text, Verb.RECORD, Verb.HELP, Verb.QUIT);
    text.append(
        "\nSEL is ACCOUNT[/REGION[/CLUSTER]]. Tab completes. Ctrl-C ends a command, not the shell.\n");
    text.append("Only `apply` changes anything in AWS, and it asks first.\n");
    List<String> others =
        commands.getSubcommands().entrySet().stream()
            .filter(entry -> !entry.getValue().getCommandSpec().usageMessage().hidden())
            .map(entry -> entry.getKey())
            .filter(name -> Verb.of(name).isEmpty())
            .filter(
                name -> !List.of("plan", "explain", "coverage", "drift", "doctor").contains(name))
            .sorted()
            .toList();
    text.append("As on the command line: ").append(String.join(", ", others)).append(".\n");
    return text.toString();
  }

  private static void rows(StringBuilder text, Verb... verbs) {
    Arrays.stream(verbs).forEach(verb -> row(text, verb.synopsis(), verb.summary()));
  }

  private void command(StringBuilder text, String synopsis, String summary) {
    if (commands.getSubcommands().containsKey(synopsis.split(" ", 2)[0])) {
      row(text, synopsis, summary);
    }
  }

  private static void row(StringBuilder text, String synopsis, String summary) {
    String left = "  " + synopsis;
    if (left.length() >= COLUMN) {
      text.append(left).append('\n').append(" ".repeat(COLUMN));
    } else {
      text.append(left).append(" ".repeat(COLUMN - left.length()));
    }
    text.append(summary).append('\n');
  }

  /// All about one.
  static String of(Verb verb) {
    var text = new StringBuilder();
    text.append(verb.synopsis()).append("\n    ").append(verb.summary()).append('\n');
    for (String line : more(verb)) {
      text.append("    ").append(line).append('\n');
    }
    return text.toString();
  }

  private static List<String> more(Verb verb) {
    return switch (verb) {
      case CLUSTERS, ACCOUNTS ->
          List.of(
              "`%s untag` shows rows with that word; `%s 444455556666` those of an account."
                  .formatted(verb.word(), verb.word()));
      case REVIEW ->
          List.of(
              "A list to walk through: a accepts, h holds, r rejects, / filters, ? has the keys.",
              "Where there is no such screen, the steps are listed; then `accept`, `hold`, `reject`.");
      case ACCEPT, HOLD, REJECT, REOPEN ->
          List.of(
              "STEP is a name such as us-east-1/444455556666/legacy-billing/tag; SEL means all steps",
              "of an account, a region or a cluster. What waits for a held step is held with it.");
      case WRITE ->
          List.of(
              "The file is readable by its owner only; `eksguard apply FILE` applies just that.");
      case SET ->
          List.of(
              "`set 444455556666 approach=all-except`. Comments and order of the file are kept.");
      case EXCLUDE, INCLUDE ->
          List.of(
              "`%s 444455556666/eu-west-1/legacy \"vendor appliance\"`; without the region: in all."
                  .formatted(verb.word()));
      case APPLY ->
          List.of(
              "Nothing decided: the whole plan. Something decided: the accepted part, and no other.",
              "It shows the plan and asks; only `yes` is taken. Ctrl-C finishes what is in flight.");
      case RECORD ->
          List.of("For a change ticket. `record off` ends it. Readable by its owner only.");
      case WHY_HELD ->
          List.of(
              "Limits of the file, accounts that could not be read, what the review holds, and what",
              "the last run could not do.");
      case REFRESH ->
          List.of("What is read stays until this, an apply, or the end of the session.");
      case OPEN, SHOW, DIFF, GRAPH, EVENTS, UNDO, HELP, QUIT -> List.of();
    };
  }
}
