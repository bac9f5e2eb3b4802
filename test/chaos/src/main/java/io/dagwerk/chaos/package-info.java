/// Whether an instance keeps its word when its processes, its database and its disk do not.
@org.jspecify.annotations.NullMarked
package io.dagwerk.chaos;
