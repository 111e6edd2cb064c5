/// Tests of credentials, clients and calls.
@NullMarked
package io.eksguard.aws.session;

import org.jspecify.annotations.NullMarked;
