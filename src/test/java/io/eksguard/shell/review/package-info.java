/// Tests of the review on a full screen.
@NullMarked
package io.eksguard.shell.review;

import org.jspecify.annotations.NullMarked;
