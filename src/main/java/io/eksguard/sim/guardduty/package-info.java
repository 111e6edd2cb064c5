/// The simulated Amazon GuardDuty: its API, and what it does with agents by itself.
///
/// In: a call, or a world before and after a change; out: an answer and the world after it. Must
/// not change tags of clusters, which are EKS's.
@NullMarked
package io.eksguard.sim.guardduty;

import org.jspecify.annotations.NullMarked;
