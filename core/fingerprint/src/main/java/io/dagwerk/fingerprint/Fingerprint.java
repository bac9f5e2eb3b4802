package io.dagwerk.fingerprint;

/// Which code a function is, found from its bytecode.
public sealed interface Fingerprint {

  /// All code that the function can reach was seen.
  ///
  /// @param sha256 64 lower-case hexadecimal digits; equal for equal code
  record Known(String sha256) implements Fingerprint {}

  /// Some code or value could not be seen, so that nothing may be reused.
  ///
  /// @param reason one sentence for the author of the function, without a full stop at the end
  record Unknown(String reason) implements Fingerprint {}
}
