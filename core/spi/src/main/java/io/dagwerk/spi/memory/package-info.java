/// The stores in memory: for tests, and for what need not outlive its process.
@org.jspecify.annotations.NullMarked
package io.dagwerk.spi.memory;
