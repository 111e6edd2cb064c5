/// What a policy forbids, worked out here and not asked of AWS: an evaluator of the part of the IAM
/// policy language that the protection of the tag needs. Whatever it does not know may forbid.
@NullMarked
package io.eksguard.diff.policy;

import org.jspecify.annotations.NullMarked;
