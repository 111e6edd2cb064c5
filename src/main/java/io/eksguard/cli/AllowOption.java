package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.Positions;
import io.eksguard.model.Limits;
import io.eksguard.plan.Bases;
import io.eksguard.plan.LimitCheck;
import io.eksguard.plan.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Which limits this run may go past.
final class AllowOption {
  @Option(
      names = "--allow",
      paramLabel = "KIND[=N]",
      converter = Reader.class,
      description = {
        "Go past a limit of the file, up to N or as far as it takes:",
        "disable, untag, uninstall or changePercent. May be given several times."
      })
  private List<Allowed> allowed = new ArrayList<>();

  /// One limit that may be gone past.
  record Allowed(LimitCheck.Kind kind, int upTo) {}

  /// Reads `disable`, `untag=7`.
  static final class Reader implements ITypeConverter<Allowed> {
    @Override
    public Allowed convert(String text) {
      int at = text.indexOf('=');
      String word = at < 0 ? text : text.substring(0, at);
      for (LimitCheck.Kind kind : LimitCheck.Kind.values()) {
        if (kind.word().equals(word)) {
          return new Allowed(kind, at < 0 ? Integer.MAX_VALUE : number(text.substring(at + 1)));
        }
      }
      String known =
          Arrays.stream(LimitCheck.Kind.values())
              .map(LimitCheck.Kind::word)
              .collect(Collectors.joining(", "));
      throw new TypeConversionException("`" + word + "` is no limit; known: " + known);
    }

    private static int number(String text) {
      try {
        return Integer.parseUnsignedInt(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("`" + text + "` is not a number");
      }
    }
  }

  /// An error for each limit that the plan goes past and that is not allowed.
  List<Diagnostic> breaches(Plan plan, Bases bases, Limits limits, Positions positions) {
    Map<LimitCheck.Kind, Integer> upTo = new EnumMap<>(LimitCheck.Kind.class);
    allowed.forEach(one -> upTo.merge(one.kind(), one.upTo(), Math::max));
    List<Diagnostic> told = new ArrayList<>();
    for (LimitCheck.Breach breach : LimitCheck.breaches(plan, bases, limits, upTo)) {
      var error =
          Diagnostic.error(
                  Code.PAST_LIMIT,
                  "%d %s, and the limit is %d."
                      .formatted(
                          breach.number(), breach.kind().what(breach.number()), breach.limit()))
              .hint(
                  "Look at the plan; if it is meant, say `%s` or raise `limits.%s`."
                      .formatted(breach.flag(), breach.kind().word()));
      told.add(positions.of("limits." + breach.kind().word()).map(error::at).orElse(error));
    }
    return told;
  }
}
