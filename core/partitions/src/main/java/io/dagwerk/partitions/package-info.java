/// Partition definitions, keys, windows and mappings by arithmetic: pure functions.
@org.jspecify.annotations.NullMarked
package io.dagwerk.partitions;
