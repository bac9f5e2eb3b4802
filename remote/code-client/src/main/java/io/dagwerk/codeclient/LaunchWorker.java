package io.dagwerk.codeclient;

import io.dagwerk.model.RunId;

/// Asks for a worker.
///
/// @param token by which it shows the run host that it was started for this attempt
/// @param runHost where that is, `host:port`
public record LaunchWorker(RunId run, int attempt, String token, String runHost) {}
