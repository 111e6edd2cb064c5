package io.eksguard.interop;

import java.util.List;

/// A command of the AWS CLI.
///
/// @param account whose root user types it: the sandbox tells by the access key
record Command(String account, List<String> arguments) {}
