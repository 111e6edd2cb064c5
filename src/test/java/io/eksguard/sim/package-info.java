/// Tests of the sandbox, over HTTP as a client sees it.
@NullMarked
package io.eksguard.sim;

import org.jspecify.annotations.NullMarked;
