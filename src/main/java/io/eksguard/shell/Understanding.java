package io.eksguard.shell;

import io.eksguard.config.Edit;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.DidYouMean;
import io.eksguard.model.AccountId;
import io.eksguard.model.ApproachName;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Region;
import io.eksguard.plan.Decision;
import io.eksguard.plan.StepId;
import io.eksguard.plan.StepSelector;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Makes a [Request] of what was typed, or says what is wrong with it.
final class Understanding {
  private static final String APPROACH = "approach=";
  private static final String NEW_ACCOUNTS = "newAccounts";

  private final Collection<String> commands;

  /// @param commands those of the command line
  Understanding(Collection<String> commands) {
    this.commands = commands;
  }

  /// What came of it.
  sealed interface Understood {
    /// This is meant.
    record Ok(Request request) implements Understood {}

    /// Nothing that makes sense, and why.
    record Wrong(Diagnostic why) implements Understood {}
  }

  /// @param words what was typed, word by word
  Understood of(List<String> words) {
    try {
      return meant(words);
    } catch (InvalidPathException e) {
      return new Understood.Wrong(
          Diagnostic.error(
                  Code.WRONG_USAGE,
                  "`%s` names no file: %s.".formatted(words.getFirst(), e.getReason()))
              .hint("Type the name of the file again."));
    }
  }

  private Understood meant(List<String> words) {
    if (words.isEmpty() || words.getFirst().isEmpty() || words.getFirst().startsWith("#")) {
      return new Understood.Ok(new Request.Nothing());
    }
    String first = words.getFirst();
    List<String> rest = words.subList(1, words.size());
    Optional<Verb> verb = Verb.of(first);
    if (verb.isPresent() && !isOfCommandLine(verb.get(), rest)) {
      return of(verb.get(), rest);
    }
    return commands.contains(first)
        ? new Understood.Ok(new Request.Run(words))
        : new Understood.Wrong(unknown(first));
  }

  /// `show FILE` and `diff FILE FILE` are commands of the command line too, and so is whatever asks
  /// for their help or has an option that the shell does not know.
  private static boolean isOfCommandLine(Verb verb, List<String> rest) {
    return switch (verb) {
      case SHOW, DIFF ->
          !rest.isEmpty()
              && (rest.stream().anyMatch(word -> word.startsWith("-"))
                  || Files.isRegularFile(Path.of(rest.getFirst())));
      case OPEN,
          REFRESH,
          ACCOUNTS,
          CLUSTERS,
          WHY_HELD,
          GRAPH,
          EVENTS,
          REVIEW,
          ACCEPT,
          HOLD,
          REJECT,
          REOPEN,
          WRITE,
          SET,
          EXCLUDE,
          INCLUDE,
          UNDO,
          APPLY,
          RECORD,
          HELP,
          QUIT ->
          false;
    };
  }

  private Diagnostic unknown(String typed) {
    List<String> known = new ArrayList<>(Verb.all());
    known.addAll(commands);
    String meant =
        DidYouMean.among(known, typed).map(word -> "Did you mean `" + word + "`? ").orElse("");
    return Diagnostic.error(Code.WRONG_USAGE, "There is no command `%s`.".formatted(typed))
        .hint(meant + "`help` shows what there is.");
  }

  private Understood of(Verb verb, List<String> rest) {
    Optional<Request> request =
        switch (verb) {
          case OPEN ->
              given(rest).map(some -> new Request.Open(some.stream().map(Path::of).toList()));
          case REFRESH -> refresh(rest);
          case ACCOUNTS -> {
            Optional<StepSelector> of = selector(rest);
            yield Optional.of(new Request.Accounts(of, behind(of, rest)));
          }
          case CLUSTERS -> {
            Optional<StepSelector> of = selector(rest);
            yield Optional.of(new Request.Clusters(of, behind(of, rest)));
          }
          case SHOW -> one(rest).map(id -> new Request.ShowStep(new StepId(id)));
          case DIFF -> one(rest).flatMap(StepSelector::parse).map(Request.DiffOf::new);
          case WHY_HELD -> none(rest).map(_ -> new Request.WhyHeld());
          case GRAPH -> none(rest).map(_ -> new Request.Graph());
          case EVENTS ->
              rest.size() > 1
                  ? Optional.empty()
                  : Optional.of(new Request.Events(rest.isEmpty() ? "latest" : rest.getFirst()));
          case REVIEW -> Optional.of(new Request.Walk(String.join(" ", rest)));
          case ACCEPT -> decide(rest, Optional.of(Decision.ACCEPTED));
          case HOLD -> decide(rest, Optional.of(Decision.HELD));
          case REJECT -> decide(rest, Optional.of(Decision.REJECTED));
          case REOPEN -> decide(rest, Optional.empty());
          case WRITE -> one(rest).map(file -> new Request.Write(Path.of(file)));
          case SET -> set(rest);
          case EXCLUDE ->
              cluster(rest)
                  .map(c ->
                      new Request.Change(
                          new Edit.Exclude(c.account, c.region, c.cluster, reason(rest))));
          case INCLUDE ->
              cluster(rest)
                  .map(c ->
                      new Request.Change(
                          new Edit.Include(c.account, c.region, c.cluster, reason(rest))));
          case UNDO -> none(rest).map(_ -> new Request.Undo());
          case APPLY -> Optional.of(new Request.Apply(rest));
          case RECORD ->
              one(rest)
                  .map(file ->
                      new Request.Recording(
                          file.equals("off") ? Optional.empty() : Optional.of(Path.of(file))));
          case HELP ->
              rest.size() > 1
                  ? Optional.empty()
                  : Optional.of(new Request.Help(rest.stream().findFirst()));
          case QUIT -> none(rest).map(_ -> new Request.Quit());
        };
    return request
        .<Understood>map(Understood.Ok::new)
        .orElseGet(() -> new Understood.Wrong(misused(verb, rest)));
  }

  private static Diagnostic misused(Verb verb, List<String> rest) {
    return Diagnostic.error(
            Code.WRONG_USAGE,
            "`%s` cannot be meant: it is `%s`."
                .formatted((verb.word() + " " + String.join(" ", rest)).strip(), verb.synopsis()))
        .hint(more(verb));
  }

  private static String more(Verb verb) {
    return switch (verb) {
      case SET ->
          "The approaches are %s. Such as `set 444455556666 approach=only`."
              .formatted(
                  Arrays.stream(ApproachName.values())
                      .map(ApproachName::word)
                      .collect(Collectors.joining(", ")));
      case EXCLUDE, INCLUDE ->
          "Such as `%s 444455556666/eu-west-1/legacy-billing \"vendor appliance\"`."
              .formatted(verb.word());
      case DIFF -> "Such as `diff 444455556666/eu-west-1`.";
      case OPEN,
          REFRESH,
          ACCOUNTS,
          CLUSTERS,
          SHOW,
          WHY_HELD,
          GRAPH,
          EVENTS,
          REVIEW,
          ACCEPT,
          HOLD,
          REJECT,
          REOPEN,
          WRITE,
          UNDO,
          APPLY,
          RECORD,
          HELP,
          QUIT ->
          "`help %s` has more.".formatted(verb.word());
    };
  }

  /// What is read of an account is read of it in every region.
  private static Optional<Request> refresh(List<String> rest) {
    return rest.isEmpty()
        ? Optional.of(new Request.Refresh(Optional.empty()))
        : one(rest)
            .flatMap(StepSelector::parse)
            .map(of -> new Request.Refresh(Optional.of(of.account())));
  }

  private static Optional<List<String>> given(List<String> rest) {
    return Optional.of(rest).filter(some -> !some.isEmpty());
  }

  private static Optional<List<String>> none(List<String> rest) {
    return Optional.of(rest).filter(List::isEmpty);
  }

  private static Optional<String> one(List<String> rest) {
    return rest.size() == 1 ? Optional.of(rest.getFirst()) : Optional.empty();
  }

  private static Optional<StepSelector> selector(List<String> rest) {
    return rest.stream().findFirst().flatMap(StepSelector::parse);
  }

  private static List<String> behind(Optional<StepSelector> selector, List<String> rest) {
    return selector.isPresent() ? rest.subList(1, rest.size()) : rest;
  }

  private static Optional<Request> decide(List<String> rest, Optional<Decision> decision) {
    return given(rest)
        .map(
            some -> new Request.Decide(some.stream().map(Understanding::named).toList(), decision));
  }

  private static Request.Named named(String word) {
    if (word.equals("all")) {
      return new Request.Named.All();
    }
    return StepSelector.parse(word)
        .<Request.Named>map(Request.Named.Of::new)
        .orElseGet(() -> new Request.Named.One(new StepId(word)));
  }

  private static Optional<Request> set(List<String> rest) {
    if (rest.size() != 2 || !rest.get(1).startsWith(APPROACH)) {
      return Optional.empty();
    }
    String word = rest.get(1).substring(APPROACH.length());
    Optional<ApproachName> approach =
        Arrays.stream(ApproachName.values()).filter(name -> name.word().equals(word)).findFirst();
    String who = rest.getFirst();
    if (who.equals(NEW_ACCOUNTS)) {
      return approach.map(name -> new Request.Change(new Edit.SetNewAccounts(name)));
    }
    return AccountId.isValid(who)
        ? approach.map(name -> new Request.Change(new Edit.SetApproach(new AccountId(who), name)))
        : Optional.empty();
  }

  /// A cluster, in one region or in all.
  private record NamedCluster(AccountId account, Optional<Region> region, ClusterName cluster) {}

  /// `ACCOUNT/REGION/CLUSTER`, or `ACCOUNT/CLUSTER` for every region.
  private static Optional<NamedCluster> cluster(List<String> rest) {
    String word = rest.isEmpty() ? "" : rest.getFirst();
    Optional<NamedCluster> inRegion =
        StepSelector.parse(word)
            .flatMap(one ->
                one.cluster()
                    .map(cluster -> new NamedCluster(one.account(), one.region(), cluster)));
    if (inRegion.isPresent()) {
      return inRegion;
    }
    int slash = word.indexOf('/');
    String account = slash < 0 ? "" : word.substring(0, slash);
    String name = word.substring(slash + 1);
    return AccountId.isValid(account) && ClusterName.isValid(name) && !Region.isValid(name)
        ? Optional.of(
            new NamedCluster(new AccountId(account), Optional.empty(), new ClusterName(name)))
        : Optional.empty();
  }

  private static Optional<String> reason(List<String> rest) {
    String words = String.join(" ", rest.subList(1, rest.size()));
    return Optional.of(words).filter(text -> !text.isBlank());
  }
}
