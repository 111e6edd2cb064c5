package io.eksguard.plan;

/// What holds in every state that a plan can leave behind.
public enum Law {
  /// A cluster that shall not be managed, and is not managed now, is at no moment one that
  /// GuardDuty would manage.
  NEVER_INSTALL("never-install"),
  /// A cluster that is managed now and shall be is at no moment one that GuardDuty would not
  /// manage.
  NO_GAP("no-gap"),
  /// An account that joins meanwhile is covered by one feature or the other, if it is now and shall
  /// be.
  NO_GAP_FOR_NEW_ACCOUNTS("no-gap-for-new-accounts"),
  /// No write is one that GuardDuty refuses because the organization has ALL.
  NO_REFUSED_WRITE("no-refused-write"),
  /// A step that could hand clusters over reads every one of them again right before it.
  GUARDED("guarded"),
  /// An agent is written by hand only after what makes its cluster one that GuardDuty does not
  /// manage, and only where that is read again right before it.
  BY_HAND_ONLY("by-hand-only"),
  /// An agent is installed by hand only where the endpoint of its VPC is there, and an endpoint
  /// goes only after the last agent that could use it.
  ENDPOINT_FIRST("endpoint-first"),
  /// The policy that protects the tag never refuses a tag that the plan writes, and in the end
  /// never our own role.
  NO_LOCK_OUT("no-lock-out"),
  /// Nothing is turned on before the tag is protected, and no account is left unprotected on the
  /// way.
  TAG_PROTECTED("tag-protected");

  private final String word;

  Law(String word) {
    this.word = word;
  }

  /// The word in plan files.
  public String word() {
    return word;
  }
}
