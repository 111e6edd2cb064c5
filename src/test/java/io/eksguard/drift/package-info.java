/// Tests of what drift is told of, and of its history.
@NullMarked
package io.eksguard.drift;

import org.jspecify.annotations.NullMarked;
