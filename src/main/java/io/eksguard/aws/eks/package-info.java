/// EKS calls, and its shapes turned into ours.
@NullMarked
package io.eksguard.aws.eks;

import org.jspecify.annotations.NullMarked;
