/// Tests of snapshots.
@NullMarked
package io.eksguard.snapshot;

import org.jspecify.annotations.NullMarked;
