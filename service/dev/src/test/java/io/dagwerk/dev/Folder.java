package io.dagwerk.dev;

import io.dagwerk.daemon.CodeSource;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A folder in which somebody writes code, and the tools that work on it.
///
/// @param root with an absolute path
record Folder(Path root) {
  /// A location without definitions.
  static final String LOCATION =
      """
      package shop;
      import io.dagwerk.definitions.*;
      public final class Shop implements CodeLocation {
        public Definitions definitions() { return Definitions.in(this); }
      }
      """;

  Path write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /// A shell script that can be run.
  void script(String name, String text) throws IOException {
    Path file = write(name, "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  Workshop workshop() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.remove("MAVEN_HOME");
    return new Workshop(
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(Path::of)
            .toList(),
        root.resolve(".dagwerk/code"),
        environment,
        Optional.empty());
  }

  CodeSource source() throws IOException {
    return new DevelopedCode(root, Optional.empty(), Optional.empty()).source(workshop());
  }

  CodeSource source(String definitions) throws IOException {
    return new DevelopedCode(root, Optional.empty(), Optional.of(definitions)).source(workshop());
  }
}
