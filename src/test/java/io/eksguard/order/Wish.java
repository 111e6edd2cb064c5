package io.eksguard.order;

/// What is wanted of one account with two clusters: the five approaches, with every list of
/// clusters.
enum Wish {
  ALL(true, true, 0b11),
  ALL_EXCEPT_A(true, true, 0b10),
  ALL_EXCEPT_B(true, true, 0b01),
  ALL_EXCEPT_BOTH(true, true, 0b00),
  ONLY_A(true, false, 0b01),
  ONLY_B(true, false, 0b10),
  ONLY_BOTH(true, false, 0b11),
  MANUAL(true, false, 0b00),
  DISABLED(false, false, 0b00);

  final boolean on;
  final boolean addon;
  private final int managed;

  Wish(boolean on, boolean addon, int managed) {
    this.on = on;
    this.addon = addon;
    this.managed = managed;
  }

  boolean manages(int cluster) {
    return ((managed >> cluster) & 1) != 0;
  }
}
