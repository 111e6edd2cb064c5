/// What a request and an answer are, whatever the AWS service.
///
/// In: a request whose credential has been read; out: an answer, and the world after it. Must not
/// know any one service.
@NullMarked
package io.eksguard.sim.wire;

import org.jspecify.annotations.NullMarked;
