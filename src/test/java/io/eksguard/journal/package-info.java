/// Tests of what is kept on disk about runs.
@NullMarked
package io.eksguard.journal;

import org.jspecify.annotations.NullMarked;
