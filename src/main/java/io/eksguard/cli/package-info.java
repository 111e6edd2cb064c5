/// The commands: parse, call the stages, choose the renderer, map to exit codes. Knows ports, not
/// adapters.
@NullMarked
package io.eksguard.cli;

import org.jspecify.annotations.NullMarked;
