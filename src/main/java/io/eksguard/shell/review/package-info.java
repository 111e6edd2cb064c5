/// The review of a plan on a full screen: keys in, decisions out. Writes nothing but the screen.
@NullMarked
package io.eksguard.shell.review;

import org.jspecify.annotations.NullMarked;
