package io.eksguard.render;

import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.Severity;
import io.eksguard.journal.Outcome;
import io.eksguard.plan.Migration;
import io.eksguard.plan.Step;
import io.eksguard.plan.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A report as Markdown, made for a comment on a pull request.
///
/// Its first line is a hidden marker, by which a comment is found again. The summary comes first
/// and last, then what is wrong, then the changes, folded by account. Whatever is in the report, it
/// is never longer than the budget: accounts are left out whole, then steps; and it says how many.
public final class ReportMarkdown {
  private static final String KIND = "plan";

  /// How much of what is left for the middle may tell of problems, if not all fits.
  private static final int SHARE_OF_PROBLEMS = 2;

  /// How much of it each remark may take then.
  private static final int SHARE_OF_A_REMARK = 8;

  /// How many characters the word about what was cut takes at most.
  private static final int WORD_ABOUT_CUTS = 400;

  /// How many accounts with the same problem are named.
  private static final int MAX_OWNERS = 5;

  private final MarkdownForm form;

  public ReportMarkdown(MarkdownForm form) {
    this.form = form;
  }

  /// The document, with a line break at its end.
  public String render(Report report) {
    String line = SummaryText.line(report);
    String head = form.marker(KIND) + "\n**" + line + "**\n";
    var middle = new Middle(problems(report.diagnostics()), remarks(report), blocks(report));
    if (middle.isEmpty()) {
      return head;
    }
    String tail = "\n**" + line + "**\n";
    String whole = head + middle.whole() + tail;
    return whole.length() <= form.budget()
        ? whole
        : head + middle.within(form.budget() - head.length() - tail.length()) + tail;
  }

  /// What stands between the two summaries, in pieces that stay whole.
  ///
  /// @param problems what is wrong, a line each, errors first
  /// @param remarks what else is to be said, a paragraph or block each
  /// @param blocks the changes
  private record Middle(List<String> problems, List<String> remarks, List<Block> blocks) {
    boolean isEmpty() {
      return problems.isEmpty() && remarks.isEmpty() && blocks.isEmpty();
    }

    String whole() {
      return problems(problems)
          + remarks.stream().map(remark -> "\n" + remark).collect(Collectors.joining())
          + blocks.stream().map(Block::whole).collect(Collectors.joining());
    }

    private static String problems(List<String> some) {
      return some.isEmpty() ? "" : "\n" + String.join("", some);
    }

    /// As much as fits.
    String within(int size) {
      int room = size - WORD_ABOUT_CUTS;
      var text = new StringBuilder();
      var cut = new Cut();
      text.append(problems(fitting(problems, room / SHARE_OF_PROBLEMS)));
      cut.problems = problems.size() - fitting(problems, room / SHARE_OF_PROBLEMS).size();
      for (String remark : remarks) {
        if (remark.length() + 1 <= room / SHARE_OF_A_REMARK
            && text.length() + remark.length() + 1 <= room) {
          text.append('\n').append(remark);
        } else {
          cut.remarks++;
        }
      }
      boolean none = true;
      for (Block block : blocks) {
        String whole = block.whole();
        if (text.length() + whole.length() <= room) {
          text.append(whole);
          none = false;
        } else {
          cut.blocks.add(block);
        }
      }
      if (none && !cut.blocks.isEmpty()) {
        Block first = cut.blocks.getFirst();
        Block part = first.within(room - text.length());
        if (!part.steps().isEmpty()) {
          cut.blocks.set(0, first.without(part.steps().size()));
          cut.begun = true;
          text.append(part.whole());
        }
      }
      return text + cut.word();
    }

    private static List<String> fitting(List<String> pieces, int room) {
      List<String> some = new ArrayList<>();
      int left = room - 1;
      for (String piece : pieces) {
        if (piece.length() <= left) {
          some.add(piece);
          left -= piece.length();
        }
      }
      return some;
    }
  }

  /// What was left out.
  private static final class Cut {
    private int problems;
    private int remarks;
    private final List<Block> blocks = new ArrayList<>();
    private boolean begun;

    String word() {
      List<String> parts = new ArrayList<>();
      if (begun) {
        parts.add(Plurals.of(blocks.getFirst().steps().size(), "more step") + " of the one shown");
      }
      List<Block> others = begun ? blocks.subList(1, blocks.size()) : blocks;
      int accounts = (int) others.stream().filter(Block::isAccount).count();
      if (accounts > 0) {
        parts.add(Plurals.of(accounts, "account") + steps(others, true));
      }
      if (others.size() > accounts) {
        parts.add("the organization's own changes" + steps(others, false));
      }
      if (problems > 0) {
        parts.add(Plurals.of(problems, "problem"));
      }
      if (remarks > 0) {
        parts.add(Plurals.of(remarks, "remark"));
      }
      return "\n_Left out, since a comment can be so long only: "
          + String.join("; ", parts)
          + ". `eksguard show` of the saved plan has all of it, and so have the outputs as JSON and HTML._\n";
    }

    private static String steps(List<Block> some, boolean accounts) {
      int count =
          some.stream()
              .filter(block -> block.isAccount() == accounts)
              .mapToInt(block -> block.steps().size())
              .sum();
      return " with " + Plurals.of(count, "step");
    }
  }

  /// The steps of one owner, folded.
  ///
  /// @param steps each with its region and its lines
  private record Block(Owner owner, boolean open, String counts, List<Line> steps) {
    boolean isAccount() {
      return owner.kind() == Owner.Kind.ACCOUNT;
    }

    String whole() {
      SortedMap<String, List<String>> regions = new TreeMap<>();
      for (Line step : steps) {
        regions.computeIfAbsent(step.region(), _ -> new ArrayList<>()).addAll(step.lines());
      }
      List<String> lines = new ArrayList<>();
      regions.forEach((region, inRegion) -> {
        lines.add("@@ " + region + " @@");
        lines.addAll(inRegion);
      });
      return "\n<details%s><summary><code>%s</code>: %s</summary>\n\n"
              .formatted(open ? " open" : "", HtmlText.safe(owner.toString()), counts)
          + MarkdownText.fenced("diff", lines)
          + "\n</details>\n";
    }

    /// The first steps, as many as fit.
    Block within(int room) {
      Block part = new Block(owner, open, counts, List.of());
      for (int count = 1; count <= steps.size(); count++) {
        var more = new Block(owner, open, counts, steps.subList(0, count));
        if (more.whole().length() > room) {
          return part;
        }
        part = more;
      }
      return part;
    }

    Block without(int first) {
      return new Block(owner, open, counts, steps.subList(first, steps.size()));
    }
  }

  /// A step in a block.
  private record Line(String region, List<String> lines) {}

  private static List<Block> blocks(Report report) {
    List<Block> blocks = new ArrayList<>();
    Owner.group(report.plan().steps())
        .forEach((owner, steps) ->
            blocks.add(
                new Block(
                    owner,
                    steps.stream().anyMatch(step -> isUndone(report, step)),
                    SummaryText.counts(steps) + regions(owner, steps),
                    steps.stream().map(step -> line(report, step)).toList())));
    blocks.sort(
        Comparator.comparing((Block block) -> !block.open())
            .thenComparing(Block::isAccount)
            .thenComparing(Block::owner));
    return blocks;
  }

  private static String regions(Owner owner, List<Step> steps) {
    return owner.kind() == Owner.Kind.POLICY
        ? ""
        : " in "
            + steps.stream()
                .map(step -> Owner.heading(step.change()))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
  }

  private static boolean isUndone(Report report, Step step) {
    Outcome outcome = report.outcomes().get(step.id());
    return outcome != null && !outcome.isDone();
  }

  private static Line line(Report report, Step step) {
    List<String> lines = new ArrayList<>();
    String ended =
        Optional.ofNullable(report.outcomes().get(step.id()))
            .map(outcome -> "  [" + TerminalText.safe(SummaryText.word(outcome)) + "]")
            .orElse("");
    lines.add(
        "%-9s %s  (%s)%s%s"
            .formatted(
                StepText.sign(step.action()) + " " + step.action().word(),
                StepText.what(step),
                StepText.why(step.change().reason()),
                step.source()
                    .map(pos -> "  " + TerminalText.safe(pos.file()) + ":" + pos.line())
                    .orElse(""),
                CauseText.behind(report.aside().causes(), step.id()) + ended));
    List<String> conditions = StepText.conditions(step);
    if (!conditions.isEmpty()) {
      lines.add((step.guards().isEmpty() ? "  " : "! guarded: ") + String.join("; ", conditions));
    }
    return new Line(Owner.heading(step.change()), lines);
  }

  private static List<String> problems(List<Diagnostic> diagnostics) {
    return SameProblem.group(diagnostics).stream()
        .sorted(Comparator.comparing((SameProblem problem) -> problem.first().severity()))
        .map(ReportMarkdown::problem)
        .toList();
  }

  private static String problem(SameProblem problem) {
    Diagnostic first = problem.first();
    String label = first.severity().name().toLowerCase(Locale.ROOT) + " " + first.code().id();
    return "- "
        + (first.severity() == Severity.NOTE ? label : "**" + label + "**")
        + " "
        + (problem.isOne() ? one(first) : many(problem))
        + (problem.isOne() ? first.hint() : problem.hint())
            .map(hint -> " _Next:_ " + MarkdownText.prose(hint))
            .orElse("")
        + "\n";
  }

  private static String one(Diagnostic diagnostic) {
    return diagnostic.where().map(where -> MarkdownText.code(where + "") + ": ").orElse("")
        + MarkdownText.prose(diagnostic.message());
  }

  private static String many(SameProblem problem) {
    List<String> owners = problem.owners();
    String names =
        owners.stream().limit(MAX_OWNERS).map(MarkdownText::code).collect(Collectors.joining(", "));
    int more = Math.max(0, owners.size() - MAX_OWNERS);
    return MarkdownText.prose(SentenceText.ended(problem.message()))
        + " Of "
        + Plurals.of(owners.size(), "account")
        + ": "
        + names
        + (more == 0 ? "." : " and " + more + " more.");
  }

  private static List<String> remarks(Report report) {
    List<String> remarks = new ArrayList<>();
    report
        .aside()
        .supposed()
        .ifPresent(supposed ->
            remarks.add(
                MarkdownText.fenced("", SupposedText.changes(supposed).strip().lines().toList())));
    Migration.of(report.plan())
        .ifPresent(migration ->
            remarks.add(
                MarkdownText.prose(String.join(" ", MigrationText.sentences(migration))) + "\n"));
    if (report.notPlanned() > 0) {
      remarks.add(SentenceText.notPlanned(report.notPlanned()) + "\n");
    }
    report
        .summary()
        .map(Summary::unmanagedAccounts)
        .filter(count -> count > 0)
        .ifPresent(count -> remarks.add(SentenceText.unmanaged(count) + ".\n"));
    CoverageCounts.sentence(report).forEach(line -> remarks.add(line + "\n"));
    List<String> causes = CauseText.sentences(report.aside(), false);
    if (!causes.isEmpty()) {
      remarks.add(MarkdownText.prose(String.join(" ", causes)) + "\n");
    }
    report
        .aside()
        .supposed()
        .filter(supposed -> !supposed.gone().isEmpty())
        .ifPresent(
            supposed -> folded(remarks, "No longer in the plan", SupposedText.gone(supposed)));
    folded(remarks, "Rollout in rings", RolloutText.block(report));
    folded(
        remarks,
        ReactionText.HEADING.replace(":", ""),
        lines(new ReactionText(true).lines(report.aside().reaction())));
    folded(remarks, "Members that are not active", new AsideText(true).inactive(report.aside()));
    report
        .aside()
        .ending()
        .ifPresent(soon -> folded(remarks, "Exceptions that end soon", AsideText.ending(soon)));
    return remarks;
  }

  private static String lines(List<String> lines) {
    return String.join("\n", lines);
  }

  private static void folded(List<String> remarks, String title, String text) {
    if (!text.isEmpty()) {
      remarks.add(
          "<details><summary>%s</summary>\n\n%s\n</details>\n"
              .formatted(title, MarkdownText.fenced("", text.lines().toList())));
    }
  }
}
