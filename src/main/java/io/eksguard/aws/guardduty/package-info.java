/// GuardDuty calls, and its shapes turned into ours.
@NullMarked
package io.eksguard.aws.guardduty;

import org.jspecify.annotations.NullMarked;
