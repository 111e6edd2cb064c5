/// The simulated AWS STS: whose an access key is, and sessions of roles.
///
/// In: an access key or a call; out: a principal. Keeps the sessions it handed out, in memory.
@NullMarked
package io.eksguard.sim.sts;

import org.jspecify.annotations.NullMarked;
