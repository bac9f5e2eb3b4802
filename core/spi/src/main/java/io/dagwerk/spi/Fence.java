package io.dagwerk.spi;

/// The proof that one holds a lease. A write under a fence is refused when the lease has a greater
/// number.
public record Fence(String lease, long number) {}
