/// What we tell the user: diagnostics with a code, a place and a next step.
///
/// In: facts that some stage found. Out: values that `render` turns into text. Knows no other
/// package of ours, so that every stage can speak.
@NullMarked
package io.eksguard.diag;

import org.jspecify.annotations.NullMarked;
