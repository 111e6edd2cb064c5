/// What others do with the things that eksguard manages. In: files that other tools wrote, such as
/// exported CloudTrail events. Out: who wrote what, as values. Must not ask AWS, and compares
/// nothing.
@NullMarked
package io.eksguard.foreign;

import org.jspecify.annotations.NullMarked;
