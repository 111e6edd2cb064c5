/// Tests of `diff`, and builders of its values for other tests.
@NullMarked
package io.eksguard.diff;

import org.jspecify.annotations.NullMarked;
