package io.dagwerk.spi;

import io.dagwerk.model.InstigatorStatus;
import java.util.Optional;

/// What is kept of something that asks for runs.
///
/// @param cursor what it remembers from one tick to the next
public record Instigator(InstigatorKey key, InstigatorStatus status, Optional<String> cursor) {}
