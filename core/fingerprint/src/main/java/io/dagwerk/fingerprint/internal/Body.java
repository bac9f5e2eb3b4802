package io.dagwerk.fingerprint.internal;

import java.util.List;

/// The normalised body of a method: free of line numbers, variable names, constant pool indexes and
/// the compiler's numbering.
///
/// @param hash SHA-256 of the instructions as symbols
/// @param numbered the classes with compiler-given numbers, which `hash` holds only as positions in
///   this list
/// @param refs what the body refers to, in order, each once
record Body(String hash, List<String> numbered, List<Ref> refs) {}
