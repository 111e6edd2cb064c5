/// Changes in, an ordered plan of steps with edges and guards out. Pure; the plan is data.
@NullMarked
package io.eksguard.plan;

import org.jspecify.annotations.NullMarked;
