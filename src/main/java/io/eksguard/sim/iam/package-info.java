/// Who may do what: the simulated IAM.
///
/// In: a principal, an action, a resource and the condition keys of a request; out: nothing, or the
/// words with which AWS refuses. Must not know any service.
@NullMarked
package io.eksguard.sim.iam;

import org.jspecify.annotations.NullMarked;
