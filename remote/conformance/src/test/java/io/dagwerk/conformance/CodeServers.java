package io.dagwerk.conformance;

import io.dagwerk.codeclient.CodeServerProcess;
import io.dagwerk.protocol.LocationSpec;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.tools.ToolProvider;

/// The code servers that are held to the contract. Each serves the location `conformance`.
final class CodeServers {
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  private CodeServers() {}

  /// Starts a code server that expects its runs from this run host.
  interface Starter {
    CodeServerProcess start(String runHost) throws IOException;
  }

  /// Ours, for the location in Java.
  static CodeServerProcess java(String runHost) throws IOException {
    return java(runHost, TARGET.resolve("storage"));
  }

  /// @param values where steps store theirs
  static CodeServerProcess java(String runHost, Path values) throws IOException {
    Path classes = TARGET.resolve("location");
    compile(Path.of("src/test/resources/Location.java.txt"), classes);
    List<Path> engine =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    List<String> arguments =
        new LocationSpec("conformance", "pipeline.Location", List.of(classes), values).arguments();
    return CodeServerProcess.start(new CodeServerProcess.Command(engine, arguments, 1, runHost));
  }

  private static void compile(Path text, Path classes) throws IOException {
    Path source = Files.createDirectories(TARGET.resolve("location-source/pipeline"));
    Files.createDirectories(classes);
    Path file = source.resolve("Location.java");
    Files.writeString(file, Files.readString(text));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", classes.toString(), file.toString());
    if (failed != 0) {
      throw new IllegalStateException("%s does not compile".formatted(text));
    }
  }

  /// The example of another language.
  static CodeServerProcess python(String runHost) throws IOException {
    Path program = Path.of("../../examples/python/code_server.py").toAbsolutePath().normalize();
    return CodeServerProcess.start(
        new CodeServerProcess.Program(
            Python.prepared(TARGET.resolve("python")).command(program), 0, runHost));
  }

  /// Any other, by its command line in the system property `conformance.program`.
  static CodeServerProcess other(String runHost) throws IOException {
    List<String> command =
        List.of(System.getProperty("conformance.program", "").strip().split("\\s+"));
    return CodeServerProcess.start(new CodeServerProcess.Program(command, 1, runHost));
  }
}
