package io.dagwerk.fingerprint;

import io.dagwerk.fingerprint.internal.Analysis;
import java.io.Serializable;
import java.util.List;
import java.util.function.Predicate;

/// Makes the fingerprints of functions: of all user code that a function reaches through calls,
/// lambdas and constants, of the values it captured, and of the library jars it uses.
///
/// Two functions with the same [Fingerprint.Known] give the same result for the same arguments, as
/// far as their code decides it. What cannot be seen gives [Fingerprint.Unknown] with the reason,
/// never a guess. What is seen and what is not is told in `docs/concepts/memoization.md`.
///
/// Class files are read once and kept: use one instance for as long as the code it looks at does
/// not change. Instances may be shared between threads.
///
/// ```java
/// Fingerprints fingerprints = new Fingerprints();
/// switch (fingerprints.of(function)) {
///   case Fingerprint.Known(String sha256) -> reuseWhere(sha256);
///   case Fingerprint.Unknown(String reason) -> runAndTell(reason);
/// }
/// ```
public final class Fingerprints {
  private static final List<String> PLATFORM =
      List.of(
          "io.dagwerk.model.",
          "io.dagwerk.config.",
          "io.dagwerk.definitions.",
          "io.dagwerk.plan.",
          "io.dagwerk.execution.",
          "io.dagwerk.documents.",
          "io.dagwerk.testing.",
          "io.dagwerk.fingerprint.",
          "org.jspecify.",
          "org.slf4j.");

  private final Analysis analysis;

  /// Takes Dagwerk's own modules and SLF4J as part of the platform, as the JDK is.
  public Fingerprints() {
    this(name -> PLATFORM.stream().anyMatch(name::startsWith));
  }

  /// @param platform whether a class, by its binary name, is part of the platform, so that a change
  ///   of it changes no fingerprint; the JDK always is
  public Fingerprints(Predicate<String> platform) {
    this.analysis = new Analysis(platform);
  }

  /// The fingerprint of a function: a serializable lambda or method reference, or a serializable
  /// object. Never throws because of what the function is or holds.
  public Fingerprint of(Serializable function) {
    return analysis.fingerprint(function);
  }

  /// The fingerprint of a function with everything that it covers.
  public Coverage explain(Serializable function) {
    return analysis.coverage(function);
  }
}
