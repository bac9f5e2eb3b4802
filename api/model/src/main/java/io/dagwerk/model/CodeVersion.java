package io.dagwerk.model;

/// Which code makes a value: the user's word for it, or a fingerprint, or the reason why there is
/// neither. Memoization reuses a value only between equal known versions.
public sealed interface CodeVersion {
  /// A version, given or computed.
  record Known(String version) implements CodeVersion {}

  /// No version, so the step always runs.
  ///
  /// @param reason what stands in the way, for the user to read
  record Unknown(String reason) implements CodeVersion {}
}
