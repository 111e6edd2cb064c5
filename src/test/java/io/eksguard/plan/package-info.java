/// Tests of `plan`, and builders of its values for other tests.
@NullMarked
package io.eksguard.plan;

import org.jspecify.annotations.NullMarked;
