/// The numbers of a run, sent to a collector over OTLP. The only package that sees OpenTelemetry:
/// none of its classes is loaded before somebody asks for it.
@NullMarked
package io.eksguard.telemetry;

import org.jspecify.annotations.NullMarked;
