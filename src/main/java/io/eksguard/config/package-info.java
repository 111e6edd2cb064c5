/// YAML text in; the desired state and where each value stood, or every error at once, out. The
/// only package that knows YAML.
@NullMarked
package io.eksguard.config;

import org.jspecify.annotations.NullMarked;
