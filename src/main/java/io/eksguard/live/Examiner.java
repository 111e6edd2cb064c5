package io.eksguard.live;

import io.eksguard.model.Desired;
import io.eksguard.model.Needs;

/// The port by which it is found out what eksguard may do. Nothing in it can change anything.
public interface Examiner {
  /// Looks at every identity, region and permission that the file needs, by really reading.
  ///
  /// @param needs what it needs, and what else is asked about
  Examination examine(Desired desired, Needs needs);
}
