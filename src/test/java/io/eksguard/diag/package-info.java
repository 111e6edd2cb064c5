/// Tests of what is told to users.
@NullMarked
package io.eksguard.diag;

import org.jspecify.annotations.NullMarked;
