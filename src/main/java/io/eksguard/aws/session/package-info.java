/// Credentials for each account, clients for each account and region, and what failed calls mean.
@NullMarked
package io.eksguard.aws.session;

import org.jspecify.annotations.NullMarked;
