package io.dagwerk.spi;

import java.time.Instant;

/// An event in the log of its run.
///
/// @param position from 1, without gaps
public record StoredEvent(long position, Instant at, Bytes event) {}
