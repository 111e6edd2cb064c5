/// The simulated Amazon EKS: clusters, their tags and their add-ons.
///
/// In: a call; out: an answer and the world after it. Must not know what GuardDuty makes of a tag.
@NullMarked
package io.eksguard.sim.eks;

import org.jspecify.annotations.NullMarked;
