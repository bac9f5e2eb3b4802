package io.dagwerk.fingerprint;

/// The version of a function's code, found from its bytecode.
public sealed interface CodeVersion {

  /// All code that the function can reach was seen.
  ///
  /// @param sha256 64 lower-case hexadecimal digits; equal for equal code
  record Known(String sha256) implements CodeVersion {}

  /// Some code or value could not be seen, so that nothing may be reused.
  ///
  /// @param reason one sentence for the author of the function, without a full stop at the end
  record Unknown(String reason) implements CodeVersion {}
}
