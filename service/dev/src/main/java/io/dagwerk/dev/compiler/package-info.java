/// The process that compiles sources again and again: only those that changed, and what depends on
/// them.
@NullMarked
package io.dagwerk.dev.compiler;

import org.jspecify.annotations.NullMarked;
