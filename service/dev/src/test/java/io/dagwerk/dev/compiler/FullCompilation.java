package io.dagwerk.dev.compiler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/// All files of a program, compiled by the JDK's compiler from one folder into another.
///
/// @param classes their bytes as hexadecimal digits, by their paths
/// @param errors each as a line
record FullCompilation(SortedMap<String, String> classes, List<String> errors) {
  static FullCompilation of(SortedMap<String, String> texts, Path folder) throws IOException {
    Path from = Files.createTempDirectory(folder, "from");
    Path to = Files.createTempDirectory(folder, "to");
    for (Map.Entry<String, String> each : texts.entrySet()) {
      Path file = from.resolve(each.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, each.getValue());
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (var manager = compiler.getStandardFileManager(found, null, null)) {
      List<Path> sources = texts.keySet().stream().map(from::resolve).toList();
      var task =
          compiler.getTask(
              null,
              manager,
              found,
              List.of("-d", to.toString(), "-cp", to.toString(), "-g", "-proc:none", "-Xlint:none"),
              null,
              manager.getJavaFileObjectsFromPaths(sources));
      if (task.call()) {
        return new FullCompilation(classesIn(to), List.of());
      }
    }
    TreeSet<String> errors = new TreeSet<>();
    for (Diagnostic<? extends JavaFileObject> each : found.getDiagnostics()) {
      if (each.getKind() == Diagnostic.Kind.ERROR) {
        errors.add(
            "%s:%d:%d: %s"
                .formatted(
                    from.relativize(Path.of(each.getSource().toUri())),
                    each.getLineNumber(),
                    each.getColumnNumber(),
                    each.getMessage(Locale.getDefault())));
      }
    }
    return new FullCompilation(new TreeMap<>(), List.copyOf(errors));
  }

  private static SortedMap<String, String> classesIn(Path folder) throws IOException {
    SortedMap<String, String> classes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        classes.put(
            folder.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return classes;
  }
}
