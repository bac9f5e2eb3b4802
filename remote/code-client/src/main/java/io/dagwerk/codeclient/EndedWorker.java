package io.dagwerk.codeclient;

import io.dagwerk.model.RunId;
import java.util.Optional;

/// A worker whose process is gone.
///
/// @param how such as `exit code 137, signal 9`, and what it printed last when it said so
/// @param crashReport what its JVM reported of its crash, if it did
public record EndedWorker(
    RunId run, int attempt, String worker, String how, Optional<String> crashReport) {}
