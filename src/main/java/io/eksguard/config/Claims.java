package io.eksguard.config;

import io.eksguard.diag.Code;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which entry speaks of which account or unit. Two of one rank must not speak of the same.
final class Claims {
  private final Notes notes;
  private final Map<String, Span> first = new HashMap<>();

  Claims(Notes notes) {
    this.notes = notes;
  }

  /// An entry speaks of this account or unit.
  ///
  /// @param what `Account` or `Unit`
  void claim(String what, String id, Span span) {
    Optional.ofNullable(first.putIfAbsent(id, span))
        .ifPresent(earlier ->
            notes.error(
                Code.ACCOUNT_TWICE,
                span,
                what + " `" + id + "` already has an entry at " + earlier.pos() + ".",
                "Keep it in one of the two; neither would win over the other."));
  }
}
