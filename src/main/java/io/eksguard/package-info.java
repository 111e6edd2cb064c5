/// The composition root: the one place that says `new` to adapters.
@NullMarked
package io.eksguard;

import org.jspecify.annotations.NullMarked;
