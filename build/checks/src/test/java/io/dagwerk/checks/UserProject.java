package io.dagwerk.checks;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// A user's project in a folder of its own, built and run against the modules of this build.
///
/// @param folder holds sources as Maven has them
record UserProject(Path folder) {
  /// Where the project that the pages quote stands in the repository, without a POM of ours.
  static final String HOME = "examples/shop/";

  /// What a tool printed, without the frames of stack traces.
  record Ended(boolean succeeded, String output) {}

  void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  Ended compileMain() throws IOException {
    return compile("src/main/java", "classes");
  }

  Ended compileTests() throws IOException {
    return compile("src/test/java", "test-classes");
  }

  private Ended compile(String sources, String classes) throws IOException {
    List<String> options =
        List.of("-cp", classPath(), "-d", path(classes), "-Xlint:all", "-Werror", "-proc:none");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter printed = new StringWriter();
    try (Stream<Path> files = Files.walk(folder.resolve(sources));
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

  /// Runs a main class in a process of its own whose current folder is the project.
  Ended run(String main, String... arguments) throws IOException, InterruptedException {
    return run(Map.of(), main, arguments);
  }

  /// The same, with variables beside those of this process.
  Ended run(Map<String, String> environment, String main, String... arguments)
      throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> line = new ArrayList<>(List.of(java.toString(), "-cp", classPath(), main));
    line.addAll(List.of(arguments));
    Path output = folder.resolve("printed.txt");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException(main + " did not end within a minute");
    }
    String printed =
        Repository.text(output)
            .lines()
            .filter(printedLine -> !printedLine.startsWith("\t"))
            .map(printedLine -> printedLine + "\n")
            .collect(joining());
    return new Ended(process.exitValue() == 0, printed);
  }

  /// The project's classes, and what this test was built against but for the same project as it
  /// stands in the repository.
  private String classPath() {
    String modules =
        Arrays.stream(System.getProperty("java.class.path").split(":", -1))
            .filter(entry -> !entry.contains(HOME) && !entry.contains("build/checks/"))
            .collect(joining(":"));
    return path("classes") + ":" + path("test-classes") + ":" + modules;
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }
}
