/// What was read of AWS at one time, kept in a file, and read again without AWS.
@NullMarked
package io.eksguard.snapshot;

import org.jspecify.annotations.NullMarked;
