package io.dagwerk.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Code that a build has made, where the build has put it.
///
/// @param definitions the class that declares its definitions
/// @param classPath folders and jars of the user's code and its libraries
/// @param classPathFile a file with more of it, which is read each time that the code is loaded
public record BuiltCode(String definitions, List<Path> classPath, Optional<Path> classPathFile)
    implements CodeSource {
  public BuiltCode {
    classPath = List.copyOf(classPath);
  }

  @Override
  public Loadable code() throws IOException {
    List<Path> all = new ArrayList<>(classPath);
    if (classPathFile.isPresent()) {
      all.addAll(ClassPathFile.read(classPathFile.get()));
    }
    return new Loadable(definitions, all);
  }
}
