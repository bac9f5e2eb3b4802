package io.dagwerk.runhost;

/// What the store says of events that it has.
///
/// @param upTo the number of the last of them
/// @param hasEnded whether the run has its end, of these events or of others
public record Acknowledgement(long upTo, boolean hasEnded) {}
