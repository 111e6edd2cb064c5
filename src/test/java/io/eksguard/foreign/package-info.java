@NullMarked
package io.eksguard.foreign;

import org.jspecify.annotations.NullMarked;
