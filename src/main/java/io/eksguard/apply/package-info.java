/// Runs a plan: re-reads guards, writes through the port, records each outcome.
@NullMarked
package io.eksguard.apply;

import org.jspecify.annotations.NullMarked;
