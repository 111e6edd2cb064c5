/// The sandbox: GuardDuty, EKS, EC2, Organizations and STS on a loopback port, speaking the wire
/// formats of AWS, for practice and for tests.
///
/// In: a [io.eksguard.sim.world.World] and HTTP requests; out: answers, a changed world, and a log
/// of what happened. It uses nothing else of eksguard, or it would agree with its mistakes.
///
/// Packages, each naming only those before it: `sim.world`, `sim.iam`, `sim.wire`, then the
/// services `sim.guardduty`, `sim.eks`, `sim.ec2`, `sim.organizations` and `sim.sts`, then this
/// one.
@NullMarked
package io.eksguard.sim;

import org.jspecify.annotations.NullMarked;
