package io.eksguard.sim.iam;

import io.eksguard.sim.world.Sorted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a policy is asked about.
///
/// @param action such as `eks:TagResource`
/// @param resource an ARN, or `*`
/// @param keys the condition keys and their values; names in lower case, as IAM does not tell them
///   apart
public record RequestContext(String action, String resource, SortedMap<String, List<String>> keys) {

  /// What cannot change later.
  public RequestContext {
    keys = Sorted.map(keys);
  }

  /// A context with condition keys as they are usually written.
  public static RequestContext of(
      String action, String resource, Map<String, ? extends Iterable<String>> keys) {
    var all = new TreeMap<String, List<String>>();
    keys.forEach((name, values) -> {
      var list = new ArrayList<String>();
      values.forEach(list::add);
      all.put(name.toLowerCase(Locale.ROOT), List.copyOf(list));
    });
    return new RequestContext(action, resource, all);
  }

  /// The same context with one more key.
  public RequestContext with(String key, String value) {
    return new RequestContext(
        action, resource, Sorted.with(keys, key.toLowerCase(Locale.ROOT), List.of(value)));
  }

  /// The values of a key; none if the request does not have it.
  public List<String> values(String key) {
    var values = keys.get(key.toLowerCase(Locale.ROOT));
    return values == null ? List.of() : values;
  }
}
