/// Tests of the texts.
@NullMarked
package io.eksguard.render;

import org.jspecify.annotations.NullMarked;
