package io.eksguard.sim.wire;

import java.util.Map;
import java.util.function.Function;

/// The operation that a request is for.
///
/// @param parameters those in the path
public record Route(String operation, Map<String, String> parameters, Function<Call, Answer> run) {}
