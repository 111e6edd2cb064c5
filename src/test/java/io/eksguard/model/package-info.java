/// Tests of `model`, and builders of its values for other tests.
@NullMarked
package io.eksguard.model;

import org.jspecify.annotations.NullMarked;
