package io.dagwerk.checks;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// A user's project that needs nothing but the modules of `api`, as a module or on the class path.
///
/// @param folder holds `source`, and gets `classes`
record ModularProject(Path folder) {
  /// What a tool printed.
  record Ended(boolean succeeded, String output) {}

  void write(String name, String text) throws IOException {
    Path file = folder.resolve("source").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /// With nothing on the class path, where the compiler would else find what the tests run with.
  Ended compileAsModule() throws IOException {
    return compile("--module-path", api(), "-cp", classes());
  }

  Ended compileOnClassPath() throws IOException {
    return compile("-cp", api());
  }

  private Ended compile(String... path) throws IOException {
    Files.createDirectories(Path.of(classes()));
    List<String> options = new ArrayList<>(List.of(path));
    options.addAll(List.of("-d", classes(), "-Xlint:all", "-Werror", "-proc:none"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter printed = new StringWriter();
    try (Stream<Path> files = Files.walk(folder.resolve("source"));
        var manager = compiler.getStandardFileManager(null, null, null)) {
      List<Path> units = files.filter(file -> file.toString().endsWith(".java")).toList();
      boolean succeeded =
          compiler
              .getTask(
                  printed, manager, null, options, null, manager.getJavaFileObjectsFromPaths(units))
              .call();
      return new Ended(succeeded, printed.toString());
    }
  }

  Ended runAsModule(String module, String main) throws IOException, InterruptedException {
    return run("--module-path", classes() + ":" + api(), "--module", module + "/" + main);
  }

  Ended runOnClassPath(String main) throws IOException, InterruptedException {
    return run("-cp", classes() + ":" + api(), main);
  }

  private Ended run(String... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of(arguments));
    Path output = folder.resolve("printed.txt");
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException(line + " did not end within a minute");
    }
    return new Ended(process.exitValue() == 0, Repository.text(output));
  }

  private String classes() {
    return folder.resolve("classes").toString();
  }

  /// The modules of `api`, and the libraries that they need.
  private static String api() {
    return Arrays.stream(System.getProperty("java.class.path").split(":", -1))
        .filter(entry ->
            entry.matches(
                ".*(/api/\\w+/|dagwerk-(model|cron|config|definitions)-|/jspecify/|/slf4j-api/).*"))
        .collect(joining(":"));
  }
}
