package io.dagwerk.model;

import java.time.Instant;

/// An event in the log of its run.
///
/// @param position its place in the run's log, from 1 and without gaps
/// @param at when it happened, in microseconds
public record RecordedEvent(RunId run, long position, Instant at, Event event) {}
