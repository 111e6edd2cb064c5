/// Tests of `apply`, and builders of its values for other tests.
@NullMarked
package io.eksguard.apply;

import org.jspecify.annotations.NullMarked;
