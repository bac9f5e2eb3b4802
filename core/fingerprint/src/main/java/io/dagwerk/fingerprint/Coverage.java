package io.dagwerk.fingerprint;

import java.nio.file.Path;
import java.util.List;

/// What a fingerprint covers: shown to an author who asks why a step ran again, or did not.
///
/// @param fingerprint what was found, or why there is none; with a reason, the lists end where the
///   search ended
/// @param methods the methods of the user's code that are reached, in the order of the search
/// @param constants the static fields of the user's code that are read
/// @param classes the classes of the user's code whose objects are made, taken or given
/// @param libraries the jars that are reached and counted by their bytes
public record Coverage(
    Fingerprint fingerprint,
    List<String> methods,
    List<String> constants,
    List<String> classes,
    List<Path> libraries) {
  public Coverage {
    methods = List.copyOf(methods);
    constants = List.copyOf(constants);
    classes = List.copyOf(classes);
    libraries = List.copyOf(libraries);
  }
}
