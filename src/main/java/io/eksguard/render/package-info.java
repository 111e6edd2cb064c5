/// Plans, outcomes and diagnostics as text and JSON. Pure: value in, text out.
@NullMarked
package io.eksguard.render;

import org.jspecify.annotations.NullMarked;
