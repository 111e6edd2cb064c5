/// The order, proved by search: a model of how AWS reacts that knows nothing of the planner, and a
/// walk through every state that a plan can leave behind.
@NullMarked
package io.eksguard.order;

import org.jspecify.annotations.NullMarked;
