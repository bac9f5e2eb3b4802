/// Jobs and assets of given sizes. Their functions are taken as user code, and are fingerprinted.
@org.jspecify.annotations.NullMarked
package io.dagwerk.benchmarks.examples;
