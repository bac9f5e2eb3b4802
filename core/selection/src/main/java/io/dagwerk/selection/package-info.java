/// A text that names a part of a graph, and what it selects: pure functions.
@org.jspecify.annotations.NullMarked
package io.dagwerk.selection;
