/// Reads AWS Organizations, and no faster than it allows.
@NullMarked
package io.eksguard.aws.organizations;

import org.jspecify.annotations.NullMarked;
