package io.dagwerk.daemon;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

/// Where the code of a location comes from. Immutable.
///
/// @param definitions the class that declares its definitions
/// @param classPath folders and jars of the user's code and its libraries
/// @param values the folder for values that name no IO manager
public record LocationSettings(String name, String definitions, List<Path> classPath, Path values) {
  public LocationSettings {
    classPath = List.copyOf(classPath);
  }

  /// The settings as a code server takes them on its command line.
  List<String> arguments() {
    String paths = String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList());
    return List.of(
        "--location",
        name,
        "--definitions",
        definitions,
        "--class-path",
        paths,
        "--storage",
        values.toString());
  }
}
