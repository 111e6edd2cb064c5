/// The state of the simulated AWS, as immutable records, and its YAML form.
///
/// In: YAML text; out: a [io.eksguard.sim.world.World]. Knows nothing of HTTP, and what may change
/// in a world, and why, is decided elsewhere.
@NullMarked
package io.eksguard.sim.world;

import org.jspecify.annotations.NullMarked;
