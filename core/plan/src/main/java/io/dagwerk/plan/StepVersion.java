package io.dagwerk.plan;

import io.dagwerk.model.CodeVersion;
import io.dagwerk.model.StepKey;

/// What memoization knows of a planned step.
///
/// @param version what its outputs are stored under, or why it always runs
/// @param isStored whether outputs of this version are there
public record StepVersion(StepKey step, CodeVersion version, boolean isStored) {}
