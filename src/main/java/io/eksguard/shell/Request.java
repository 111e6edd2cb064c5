package io.eksguard.shell;

import io.eksguard.config.Edit;
import io.eksguard.config.FileEditor;
import io.eksguard.model.AccountId;
import io.eksguard.plan.Decision;
import io.eksguard.plan.StepId;
import io.eksguard.plan.StepSelector;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a person asks for, understood. The list is closed: [Engine] answers each.
sealed interface Request {
  /// Whether it changes something outside.
  default boolean writes() {
    return switch (this) {
      case Apply _, Write _, Change _, Rewrite _, Undo _ -> true;
      case Run(List<String> words) -> words.getFirst().equals("apply");
      case Nothing _,
          Open _,
          Refresh _,
          Accounts _,
          Clusters _,
          ShowStep _,
          DiffOf _,
          WhyHeld _,
          Graph _,
          Events _,
          Walk _,
          Decide _,
          Recording _,
          Help _,
          Quit _ ->
          false;
    };
  }

  /// Whether it keeps in a file what somebody may take for good.
  default boolean saves() {
    return this instanceof Run(List<String> words)
        && (words.getFirst().equals("fmt")
            || words.stream().anyMatch(word -> word.matches("-o.*|--out(=.*)?")));
  }

  /// Nothing was typed, or a comment.
  record Nothing() implements Request {}

  /// Work on other files.
  record Open(List<Path> files) implements Request {}

  /// Forget what was read, and read again.
  ///
  /// @param account only of this one
  record Refresh(Optional<AccountId> account) implements Request {}

  /// A row for each account and region.
  record Accounts(Optional<StepSelector> of, List<String> words) implements Request {}

  /// A row for each cluster.
  record Clusters(Optional<StepSelector> of, List<String> words) implements Request {}

  /// One step.
  record ShowStep(StepId step) implements Request {}

  /// What would change in a part.
  record DiffOf(StepSelector of) implements Request {}

  /// What keeps the plan.
  record WhyHeld() implements Request {}

  /// The order.
  record Graph() implements Request {}

  /// What a run did.
  ///
  /// @param run its name, or `latest`
  record Events(String run) implements Request {}

  /// Walk through the plan.
  record Walk(String filter) implements Request {}

  /// Decide about steps.
  ///
  /// @param decision none takes a decision back
  record Decide(List<Named> steps, Optional<Decision> decision) implements Request {}

  /// Save the accepted part.
  record Write(Path file) implements Request {}

  /// Change the file.
  record Change(Edit edit) implements Request {}

  /// Write these texts, which were shown.
  record Rewrite(List<FileEditor.ChangedFile> files) implements Request {}

  /// Take the last change of the file back.
  record Undo() implements Request {}

  /// Apply what is accepted, or all if nothing was decided.
  ///
  /// @param options as `apply` of the command line takes them
  record Apply(List<String> options) implements Request {}

  /// Keep what is typed and answered.
  ///
  /// @param file none ends it
  record Recording(Optional<Path> file) implements Request {}

  /// Help.
  ///
  /// @param about one command
  record Help(Optional<String> about) implements Request {}

  /// Leave.
  record Quit() implements Request {}

  /// A command of the command line.
  record Run(List<String> words) implements Request {}

  /// Steps as a person names them.
  sealed interface Named {
    /// Every step.
    record All() implements Named {}

    /// One step.
    record One(StepId step) implements Named {}

    /// The steps of an account, a region or a cluster.
    record Of(StepSelector selector) implements Named {}
  }
}
