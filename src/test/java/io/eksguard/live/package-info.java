/// Tests of `live`, and builders of its values for other tests.
@NullMarked
package io.eksguard.live;

import org.jspecify.annotations.NullMarked;
