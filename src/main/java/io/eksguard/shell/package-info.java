/// The interactive review, over the same commands as the command line.
@NullMarked
package io.eksguard.shell;

import org.jspecify.annotations.NullMarked;
