/// Desired and live in, changes with reason codes out. Pure: no clock, no text, no order of calls.
@NullMarked
package io.eksguard.diff;

import org.jspecify.annotations.NullMarked;
