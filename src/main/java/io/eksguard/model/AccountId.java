package io.eksguard.model;

/// The id of an AWS account.
///
/// @param value 12 decimal digits, leading zeros kept
public record AccountId(String value) implements Comparable<AccountId> {
  public AccountId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not an account id: " + value);
    }
  }

  /// Whether the text is 12 decimal digits.
  public static boolean isValid(String text) {
    return text.length() == 12 && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  @Override
  public int compareTo(AccountId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
