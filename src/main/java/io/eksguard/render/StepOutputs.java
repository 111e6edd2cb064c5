package io.eksguard.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What later steps of a pipeline want to know of a result, as far as it is known.
///
/// @param changes whether there is something to do
/// @param drift whether something has drifted that counts
/// @param digest the digest of the plan
public record StepOutputs(
    Optional<Boolean> changes, Optional<Boolean> drift, Optional<String> digest) {
  /// Nothing.
  public static final StepOutputs NONE =
      new StepOutputs(Optional.empty(), Optional.empty(), Optional.empty());

  private record Value(String name, String value) {}

  private List<Value> values() {
    List<Value> values = new ArrayList<>();
    changes.ifPresent(yes -> values.add(new Value("changes", yes.toString())));
    drift.ifPresent(yes -> values.add(new Value("drift", yes.toString())));
    digest.ifPresent(text -> values.add(new Value("digest", text)));
    return values;
  }

  /// Lines for the file of `GITHUB_OUTPUT`.
  ///
  /// @see <a
  ///   href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-output-parameter">
  ///   GitHub Docs, setting an output parameter, read 2026-11-27</a>
  public String github() {
    var text = new StringBuilder();
    values().forEach(one -> text.append(github(one)));
    return text.toString();
  }

  /// A value of several lines stands between two lines that do not occur in it.
  private static String github(Value one) {
    if (one.value().lines().count() <= 1 && !one.value().contains("\n")) {
      return one.name() + "=" + one.value() + "\n";
    }
    String end = "EKSGUARD";
    while (one.value().lines().anyMatch(end::equals)) {
      end += "_";
    }
    return one.name() + "<<" + end + "\n" + one.value() + "\n" + end + "\n";
  }

  /// Lines of a dotenv report, whose values GitLab takes as they stand.
  ///
  /// @see <a
  ///   href="https://docs.gitlab.com/ci/yaml/artifacts_reports/#artifactsreportsdotenv">GitLab
  ///   Docs, dotenv reports, read 2026-11-27</a>
  public String dotenv() {
    var text = new StringBuilder();
    values()
        .forEach(one ->
            text.append("EKSGUARD_")
                .append(one.name().toUpperCase(Locale.ROOT))
                .append('=')
                .append(one.value())
                .append('\n'));
    return text.toString();
  }
}
