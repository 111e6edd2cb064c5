package io.eksguard.cli;

import io.eksguard.plan.StepSelector;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Which part of the plan is meant.
final class TargetOption {
  @Option(
      names = "--target",
      paramLabel = "SEL",
      converter = Reader.class,
      completionCandidates = FromFile.Selectors.class,
      description = {
        "Only what changes in ACCOUNT[/REGION[/CLUSTER]], and what that depends on.",
        "May be given several times."
      })
  private List<StepSelector> selectors = new ArrayList<>();

  /// Reads a selector.
  static final class Reader implements ITypeConverter<StepSelector> {
    @Override
    public StepSelector convert(String text) {
      return StepSelector.parse(text)
          .orElseThrow(() ->
              new TypeConversionException(
                  "`" + text + "` is not ACCOUNT, ACCOUNT/REGION or ACCOUNT/REGION/CLUSTER"));
    }
  }

  List<StepSelector> selectors() {
    return selectors;
  }
}
