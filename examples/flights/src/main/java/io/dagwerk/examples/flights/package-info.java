/// On-time performance of US flights: the example that the demo runs.
@org.jspecify.annotations.NullMarked
package io.dagwerk.examples.flights;
