/// What the events of a run change in what is known of it: a pure function.
@org.jspecify.annotations.NullMarked
package io.dagwerk.projection;
