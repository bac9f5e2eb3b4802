package io.dagwerk.daemon;

import io.dagwerk.protocol.LocationSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where the code of a location comes from. Immutable.
///
/// @param definitions the class that declares its definitions
/// @param classPath folders and jars of the user's code and its libraries
/// @param classPathFile a file with more of it, which is read each time that the code is loaded
/// @param values the folder for values that name no IO manager
public record LocationSettings(
    String name,
    String definitions,
    List<Path> classPath,
    Optional<Path> classPathFile,
    Path values) {
  public LocationSettings {
    classPath = List.copyOf(classPath);
  }

  /// A location whose class path stands in no file.
  public LocationSettings(String name, String definitions, List<Path> classPath, Path values) {
    this(name, definitions, classPath, Optional.empty(), values);
  }

  /// The settings as a code server takes them on its command line.
  ///
  /// @throws IOException when the file with the class path cannot be read
  List<String> arguments() throws IOException {
    List<Path> all = new ArrayList<>(classPath);
    if (classPathFile.isPresent()) {
      all.addAll(ClassPathFile.read(classPathFile.get()));
    }
    return new LocationSpec(name, definitions, all, values).arguments();
  }
}
