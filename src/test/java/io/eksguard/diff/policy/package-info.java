@NullMarked
package io.eksguard.diff.policy;

import org.jspecify.annotations.NullMarked;
