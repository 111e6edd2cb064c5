package io.eksguard.diff;

/// Why something changes. Words come later, in `render`.
public enum Reason {
  /// The feature or its add-on management is set otherwise than the file says.
  DIFFERS_FROM_FILE,
  /// A cluster that shall not be managed would be, without the exclusion tag.
  NEEDS_EXCLUSION_TAG,
  /// A cluster that shall be managed would not be, without the inclusion tag.
  NEEDS_INCLUSION_TAG,
  /// A cluster that is not ready for the agent would get it, without the tag.
  NOT_READY,
  /// The tag keeps out a cluster that shall be managed.
  EXCLUSION_TAG_IN_THE_WAY,
  /// The tag takes in a cluster that shall not be managed.
  INCLUSION_TAG_IN_THE_WAY,
  /// The other runtime monitoring feature takes over, or has taken over.
  OTHER_FEATURE_TAKES_OVER,
  /// It is live, and the file does not name it.
  NOT_IN_FILE,
  /// A cluster that did not become healthy in its ring is kept out again.
  UNHEALTHY_IN_ITS_RING,
  /// An earlier run is undone.
  UNDONE
}
