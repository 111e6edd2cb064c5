package io.eksguard.sim.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The fields of a form in the body of a request.
public record Form(Map<String, String> fields) {

  /// The form that a request brings.
  public static Form of(Request request) {
    var fields = new TreeMap<String, String>();
    for (var pair : request.body().split("&", -1)) {
      var equals = pair.indexOf('=');
      if (equals > 0) {
        fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return new Form(fields);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /// The field of that name.
  public Optional<String> get(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /// The tags in `Tags.member.1.Key`, `Tags.member.1.Value` and so on.
  public Map<String, String> tags() {
    var tags = new TreeMap<String, String>();
    for (int i = 1; get("Tags.member." + i + ".Key").isPresent(); i++) {
      tags.put(
          get("Tags.member." + i + ".Key").get(), get("Tags.member." + i + ".Value").orElse(""));
    }
    return tags;
  }

  /// The fields `name.1`, `name.2` and so on.
  public List<String> list(String name) {
    var values = new ArrayList<String>();
    for (int i = 1; get(name + "." + i).isPresent(); i++) {
      values.add(get(name + "." + i).get());
    }
    return values;
  }
}
