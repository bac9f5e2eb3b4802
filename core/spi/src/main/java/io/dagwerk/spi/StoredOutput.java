package io.dagwerk.spi;

import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.StepKey;
import java.util.Optional;

/// Where a succeeded step left a value.
///
/// @param ioManager the name of what stored it
/// @param version what it is found under by a later run of the same work, if it has one
public record StoredOutput(
    StepKey step,
    String output,
    OutputAddress address,
    String ioManager,
    Optional<String> version) {}
