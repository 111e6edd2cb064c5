/// What is not as the file says, night after night. In: the file, what was read, how it differs,
/// the plan that would mend it, AWS's own coverage, and the nights before. Out: a report of values.
/// Must not write to AWS, and has no words for people.
@NullMarked
package io.eksguard.drift;

import org.jspecify.annotations.NullMarked;
