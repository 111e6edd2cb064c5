/// The sandbox under clients that are not ours: the AWS CLI, boto3 and Terraform.
///
/// Only the Maven profile `interop` runs these tests; CONTRIBUTING.md tells what it needs.
@NullMarked
package io.eksguard.interop;

import org.jspecify.annotations.NullMarked;
