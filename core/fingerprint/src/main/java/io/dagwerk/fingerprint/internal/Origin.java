package io.dagwerk.fingerprint.internal;

import java.nio.file.Path;

/// Where a class comes from, which decides how it is counted.
sealed interface Origin {

  /// The user's own code: read method by method.
  record User(ClassCode code) implements Origin {}

  /// A jar that the user depends on: counted whole, by its bytes.
  record Library(Path jar) implements Origin {}

  /// The JDK or Dagwerk: not counted.
  record Platform() implements Origin {}

  /// No class file was found.
  record Missing() implements Origin {}
}
