package io.dagwerk.codeclient;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/// A user's project: sources that are compiled into a folder of classes.
record UserCode(Path classes, List<Path> libraries) {

  /// @param folder where the sources and their classes are put
  /// @param text of `pipeline.Pipeline`
  static UserCode compile(Path folder, String text, List<Path> libraries) throws IOException {
    Path source = folder.resolve("src/pipeline/Pipeline.java");
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Files.createDirectories(source.getParent());
    Files.writeString(source, text);
    List<String> classPath = new ArrayList<>(libraries.stream().map(Path::toString).toList());
    classPath.add(System.getProperty("java.class.path"));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                String.join(File.pathSeparator, classPath),
                "-d",
                classes.toString(),
                source.toString());
    if (failed != 0) {
      throw new IllegalArgumentException("the sources of the test do not compile");
    }
    return new UserCode(classes, libraries);
  }

  List<Path> classPath() {
    return Stream.concat(Stream.of(classes), libraries.stream()).toList();
  }

  /// A file that the tests keep beside this one.
  static String source(String name) {
    try {
      return Files.readString(Path.of("src/test/resources", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
