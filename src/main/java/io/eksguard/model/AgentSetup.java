package io.eksguard.model;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// How an agent is set up: what we write of an add-on.
///
/// @param version the add-on's version, such as `v1.12.1-eksbuild.4`
/// @param configuration its `configurationValues`, as JSON with sorted keys where it is JSON; none
///   where everything is as by default
/// @param tags its tags, but those that say whose it is and those that AWS itself puts there
public record AgentSetup(
    String version, Optional<String> configuration, SortedMap<String, String> tags) {
  /// The tag that says that an add-on is ours.
  public static final String OUR_TAG = "eksguard";

  /// How many tags an add-on can have besides ours. Those that AWS puts there do not count.
  public static final int MAX_TAGS = 49;

  /// How tags begin that only AWS sets, in whatever case.
  public static final String OF_AWS = "aws:";

  public AgentSetup {
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }

  /// One without tags.
  public AgentSetup(String version, Optional<String> configuration) {
    this(version, configuration, Collections.emptySortedMap());
  }

  /// The same with other tags.
  public AgentSetup tagged(SortedMap<String, String> others) {
    return new AgentSetup(version, configuration, others);
  }

  /// The same with no tags but these.
  ///
  /// @param keys which; those that it does not carry stay absent
  public AgentSetup only(Set<String> keys) {
    SortedMap<String, String> some = new TreeMap<>(tags);
    some.keySet().retainAll(keys);
    return tagged(some);
  }

  /// The same, whatever its tags.
  public AgentSetup untagged() {
    return tagged(Collections.emptySortedMap());
  }

  /// Whether a tag of this key is one that a file may set: it says nothing of whose the add-on is,
  /// and AWS does not keep it for itself.
  ///
  /// @see <a href="https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html">Amazon EKS
  ///   user guide, tag restrictions, read 2026-11-28</a>
  public static boolean isFree(String key) {
    return !key.equals(OUR_TAG) && !key.equals(Tag.KEY) && !isOfAws(key);
  }

  /// Whether AWS keeps a key, or a value, for itself.
  public static boolean isOfAws(String text) {
    return text.regionMatches(true, 0, OF_AWS, 0, OF_AWS.length());
  }

  /// The version, and whether there is a configuration.
  @Override
  public String toString() {
    return version
        + configuration.map(values -> " with " + values).orElse("")
        + (tags.isEmpty() ? "" : " tagged " + tags);
  }
}
