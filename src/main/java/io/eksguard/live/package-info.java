/// What was found in AWS, and the port by which it is read. Unreadable is never absent.
@NullMarked
package io.eksguard.live;

import org.jspecify.annotations.NullMarked;
