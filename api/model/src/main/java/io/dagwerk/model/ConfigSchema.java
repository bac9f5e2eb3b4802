package io.dagwerk.model;

/// What a config document must look like.
public sealed interface ConfigSchema {
  /// Anything.
  record Any() implements ConfigSchema {}
}
