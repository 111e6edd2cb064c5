/// Tests of reading the file.
@NullMarked
package io.eksguard.config;

import org.jspecify.annotations.NullMarked;
