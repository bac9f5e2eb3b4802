package io.dagwerk.daemon;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// A class path in a file, as build tools write it: paths separated as in a class path.
public final class ClassPathFile {
  private ClassPathFile() {}

  /// The folders and jars; relative ones are of the folder of the file.
  ///
  /// @throws IOException when it cannot be read, with what to do
  public static List<Path> read(Path file) throws IOException {
    try {
      return Pattern.compile(Pattern.quote(File.pathSeparator))
          .splitAsStream(Files.readString(file).strip())
          .filter(path -> !path.isEmpty())
          .map(file::resolveSibling)
          .toList();
    } catch (IOException e) {
      throw new IOException(
          "the class path in '%s' cannot be read (%s); build the code first"
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }
}
