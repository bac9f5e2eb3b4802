package io.dagwerk.testsupport;

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
public record UserCode(Path classes, List<Path> libraries) {
  public UserCode {
    libraries = List.copyOf(libraries);
  }

  /// Compiles a class against the class path of this process and libraries.
  ///
  /// @param folder where the sources and their classes are put
  /// @param text of `pipeline.Pipeline`
  public static UserCode compile(Path folder, String text, List<Path> libraries)
      throws IOException {
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

  /// What a process needs to run it.
  public List<Path> classPath() {
    return Stream.concat(Stream.of(classes), libraries.stream()).toList();
  }

  /// A file that the tests of a module keep among their resources.
  public static String source(String name) {
    try {
      return Files.readString(Path.of("src/test/resources", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
