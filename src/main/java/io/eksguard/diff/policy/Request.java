package io.eksguard.diff.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A call that a policy is asked about, as far as it is known beforehand.
///
/// @param action such as `eks:TagResource`
/// @param principal who calls
/// @param keys the condition keys that are known, in lower case, each with its values; none where
///   the call is known not to carry the key. What is not in here may be anything.
record Request(String action, Principal principal, Map<String, List<String>> keys) {
  static final String PRINCIPAL_ARN = "aws:principalarn";

  Request {
    keys = new TreeMap<>(keys);
  }

  /// The values of a key; nothing if they are not known.
  Optional<List<String>> values(String key) {
    return Optional.ofNullable(keys.get(key.toLowerCase(Locale.ROOT)));
  }
}
