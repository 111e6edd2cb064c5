/// What happened to each step of a plan.
@NullMarked
package io.eksguard.journal;

import org.jspecify.annotations.NullMarked;
