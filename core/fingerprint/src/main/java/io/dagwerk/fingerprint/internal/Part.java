package io.dagwerk.fingerprint.internal;

import java.util.List;
import java.util.Optional;

/// What one call leads to, found once and shared by all functions that make it.
///
/// @param hash of all that is reached; empty if that depends on the caller (virtual calls, objects
///   that are looked into), so that each search has to follow the call itself
/// @param created the classes of which the part makes objects
/// @param lambdas the interfaces of which it makes lambdas
record Part(Optional<String> hash, List<String> created, List<String> lambdas) {
  static Part dependent() {
    return new Part(Optional.empty(), List.of(), List.of());
  }
}
