/// Tests of the whole: house rules, arrows between packages, documents, the command line end to
/// end.
@NullMarked
package io.eksguard;

import org.jspecify.annotations.NullMarked;
