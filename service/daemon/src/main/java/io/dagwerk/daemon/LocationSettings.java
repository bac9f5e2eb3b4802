package io.dagwerk.daemon;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A code location of an instance. Immutable.
///
/// @param code where its code comes from
/// @param values the folder for values that name no IO manager
/// @param javaHome the JDK that its code runs on; that of this process when it is left out
public record LocationSettings(String name, CodeSource code, Path values, Optional<Path> javaHome) {

  /// A location whose code was built, on the JDK of this process.
  public LocationSettings(
      String name,
      String definitions,
      List<Path> classPath,
      Optional<Path> classPathFile,
      Path values) {
    this(name, new BuiltCode(definitions, classPath, classPathFile), values, Optional.empty());
  }

  /// A location whose class path stands in no file.
  public LocationSettings(String name, String definitions, List<Path> classPath, Path values) {
    this(name, definitions, classPath, Optional.empty(), values);
  }
}
