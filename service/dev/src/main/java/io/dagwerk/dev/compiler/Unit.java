package io.dagwerk.dev.compiler;

import io.dagwerk.model.Ordered;
import java.util.SequencedMap;

/// A source file that was compiled. Immutable.
///
/// @param text of the source
/// @param names what it declares and mentions
/// @param classes the bytes of its classes, by their binary names
/// @param surface a digest of all that another file can see of it
record Unit(String text, Names names, SequencedMap<String, byte[]> classes, String surface) {
  Unit {
    classes = Ordered.copyOf(classes);
  }
}
