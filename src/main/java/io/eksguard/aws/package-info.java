/// The only package that sees the AWS SDK; implements the ports for reading and writing.
@NullMarked
package io.eksguard.aws;

import org.jspecify.annotations.NullMarked;
