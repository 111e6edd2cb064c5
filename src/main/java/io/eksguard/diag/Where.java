package io.eksguard.diag;

/// The place that a diagnostic speaks of: a spot in a file, or a call to AWS.
public sealed interface Where permits SourcePos, AwsCall {}
