/// Faults on the wire, between the SDK's clients and the sandbox.
@NullMarked
package io.eksguard.wire;

import org.jspecify.annotations.NullMarked;
