package io.eksguard.cli;

import io.eksguard.config.Alteration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Stack;
import java.util.stream.Stream;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// What the file is taken to say instead.
final class WhatIfOption {
  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      parameterConsumer = Setting.class,
      description = {
        "Take the file to say this, such as `limits.untag=9`. PATH is keys with dots between them;",
        "entries of lists are named by number, `[0]`, or by a key, `[account=444455556666]`. VALUE is",
        "YAML. PATH+=VALUE appends to a list, PATH= removes. May be given several times."
      })
  private List<Typed> set = new ArrayList<>();

  @Option(
      names = "--unset",
      paramLabel = "PATH",
      parameterConsumer = Unsetting.class,
      description = "Take the file not to say what stands there. May be given several times.")
  private List<Typed> unset = new ArrayList<>();

  /// An alteration with its place on the command line.
  ///
  /// @param behind how many words of the command line stand behind it
  private record Typed(Alteration alteration, int behind) {}

  /// Reads `--set`.
  static final class Setting extends Reader {
    Setting() {
      super(Alteration.Kind.SET);
    }
  }

  /// Reads `--unset`.
  static final class Unsetting extends Reader {
    Unsetting() {
      super(Alteration.Kind.UNSET);
    }
  }

  abstract static sealed class Reader implements IParameterConsumer {
    private final Alteration.Kind kind;

    private Reader(Alteration.Kind kind) {
      this.kind = kind;
    }

    @Override
    @SuppressWarnings("JdkObsolete") // the type is picocli's
    public void consumeParameters(Stack<String> args, ArgSpec option, CommandSpec command) {
      if (args.isEmpty()) {
        throw new MissingParameterException(
            command.commandLine(),
            option,
            "`%s` needs `%s`".formatted(kind.option(), option.paramLabel()));
      }
      List<Typed> all = new ArrayList<>(option.<List<Typed>>getValue());
      all.add(new Typed(new Alteration(kind, args.pop()), args.size()));
      option.setValue(all);
    }
  }

  /// The alterations in the order in which they were typed: what one makes, the next may change.
  List<Alteration> alterations() {
    return Stream.concat(set.stream(), unset.stream())
        .sorted(Comparator.comparingInt(Typed::behind).reversed())
        .map(Typed::alteration)
        .toList();
  }
}
