package io.eksguard.sim.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// An operation of a REST service.
///
/// @param path the template, such as `/detector/{detectorId}`; a last parameter with a plus sign,
///   such as `/tags/{resourceArn+}`, takes whatever follows
public record Operation(String name, String method, String path, Function<Call, Answer> run) {

  /// Finds the operation that a method and a path mean.
  public static Optional<Route> find(List<Operation> operations, String method, String path) {
    return operations.stream()
        .filter(operation -> operation.method.equals(method))
        .flatMap(operation -> operation.match(path).stream())
        .findFirst();
  }

  private Optional<Route> match(String actual) {
    var wanted = path.split("/", -1);
    var greedy = path.endsWith("+}");
    var given = actual.split("/", greedy ? wanted.length : -1);
    if (wanted.length != given.length) {
      return Optional.empty();
    }
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < wanted.length; i++) {
      // an ARN has a slash in it, so decoding comes after splitting
      var value = URLDecoder.decode(given[i].replace("+", "%2B"), StandardCharsets.UTF_8);
      if (wanted[i].startsWith("{")) {
        parameters.put(wanted[i].replaceAll("[{}+]", ""), value);
      } else if (!wanted[i].equals(value)) {
        return Optional.empty();
      }
    }
    return Optional.of(new Route(name, Map.copyOf(parameters), run));
  }
}
