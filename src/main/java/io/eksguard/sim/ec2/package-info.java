/// The simulated Amazon EC2: VPCs, and the interface endpoints and security groups in them, as far
/// as the way from an agent to GuardDuty goes through them.
///
/// In: a call; out: an answer and the world after it. Must not know what GuardDuty makes of it.
@NullMarked
package io.eksguard.sim.ec2;

import org.jspecify.annotations.NullMarked;
