/// Tests of what reaches AWS, against the sandbox.
@NullMarked
package io.eksguard.aws;

import org.jspecify.annotations.NullMarked;
