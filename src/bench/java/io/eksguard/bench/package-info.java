/// Benchmarks of what runs between reading and showing. `mvn -B -Pbench` runs them; no test does.
@NullMarked
package io.eksguard.bench;

import org.jspecify.annotations.NullMarked;
