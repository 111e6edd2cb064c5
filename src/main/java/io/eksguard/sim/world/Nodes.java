package io.eksguard.sim.world;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// EC2 instances that are nodes of one cluster, all of one type.
///
/// @param count how many there are
/// @param type their type, such as `m6i.large`
/// @param windows whether they run Windows
public record Nodes(int count, String type, boolean windows) {
  static final String TYPE = "m6i.large";

  /// What a cluster has of which nothing is said.
  static final Nodes USUAL = new Nodes(3, TYPE, false);

  /// The most nodes that one cluster of a world can have.
  static final int MOST = 5000;

  private static final Pattern SIZE = Pattern.compile("[^.]+\\.(?:medium|large|([0-9]*)xlarge)");
  private static final Pattern ONE_THREAD = Pattern.compile("(?:a1|[a-z]+[0-9]+g[a-z]*)\\..*");

  /// How many threads each core of the type has: one on Graviton, else two.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/cpu-options-supported-instances-values.html">
  ///   Amazon EC2 User Guide, supported CPU options, read 2026-11-28</a>
  public int threadsPerCore() {
    return ONE_THREAD.matcher(type).matches() ? 1 : 2;
  }

  /// How many vCPUs the size of the type stands for, as it does for most types; nothing for those
  /// of another size, such as `metal`.
  public OptionalInt vcpus() {
    Matcher size = SIZE.matcher(type);
    if (!size.matches()) {
      return OptionalInt.empty();
    }
    if (size.group(1) == null) {
      return OptionalInt.of(type.endsWith(".medium") ? threadsPerCore() : 2);
    }
    return OptionalInt.of(4 * (size.group(1).isEmpty() ? 1 : Integer.parseInt(size.group(1))));
  }
}
