package io.dagwerk.codeclient;

import io.dagwerk.model.RunId;

/// A worker whose process is gone.
///
/// @param how such as `exit code 137, signal 9`
public record EndedWorker(RunId run, int attempt, String worker, String how) {}
