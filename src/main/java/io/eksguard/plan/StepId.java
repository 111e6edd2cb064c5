package io.eksguard.plan;

/// The name of a step, made of what it changes, so that it is the same in every run.
///
/// @param value such as `us-east-1/444455556666/legacy-billing/tag`
public record StepId(String value) implements Comparable<StepId> {
  @Override
  public int compareTo(StepId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
