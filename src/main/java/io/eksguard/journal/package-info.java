/// What happened to each step of a plan, kept in a file as it happens; and the lock that keeps two
/// applies apart. Steps and outcomes in; recorded runs out. Knows nothing of AWS.
@NullMarked
package io.eksguard.journal;

import org.jspecify.annotations.NullMarked;
