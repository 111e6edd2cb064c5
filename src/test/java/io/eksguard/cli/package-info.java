/// Tests of the commands, in this process, against ports made for tests.
@NullMarked
package io.eksguard.cli;

import org.jspecify.annotations.NullMarked;
