/// The simulated AWS Organizations: accounts, units and service control policies.
///
/// In: a call; out: an answer and the world after it. What a policy denies is decided in `sim.iam`.
@NullMarked
package io.eksguard.sim.organizations;

import org.jspecify.annotations.NullMarked;
