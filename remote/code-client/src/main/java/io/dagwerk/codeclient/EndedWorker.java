package io.dagwerk.codeclient;

import io.dagwerk.model.RunId;

/// A worker whose process is gone.
///
/// @param how such as `exit code 137, signal 9`, and what it printed last when it said so
public record EndedWorker(RunId run, int attempt, String worker, String how) {}
