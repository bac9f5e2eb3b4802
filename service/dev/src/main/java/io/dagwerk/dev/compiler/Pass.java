package io.dagwerk.dev.compiler;

import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import java.io.Writer;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;

/// What one turn of the compiler came to.
///
/// @param names of each source that could be read
/// @param units the sources, compiled; none when there are problems
/// @param problems in the order of files and lines
record Pass(SortedMap<String, Names> names, SortedMap<String, Unit> units, List<Problem> problems) {
  private static final List<String> OPTIONS =
      List.of("-proc:none", "-implicit:none", "-Xlint:none", "-nowarn", "-g", "-Xmaxerrs", "1000");

  /// Compiles sources.
  ///
  /// @param sources their texts, by their paths
  /// @param beside what is compiled already, and stays as it is
  static Pass compile(
      SortedMap<String, String> sources, Iterable<Unit> beside, ClassPath classPath) {
    MemoryFiles files = new MemoryFiles(classPath, beside);
    SortedMap<String, Names> names = new TreeMap<>();
    List<Problem> problems = new ArrayList<>();
    List<MemoryFiles.Source> read = new ArrayList<>();
    sources.forEach((path, text) -> read.add(new MemoryFiles.Source(path, text)));
    JavaCompiler.CompilationTask task =
        ClassPath.COMPILER.getTask(
            Writer.nullWriter(), files, found -> note(found, problems), OPTIONS, null, read);
    ((JavacTask) task).addTaskListener(reading(read, names));
    boolean succeeded = read.isEmpty() || task.call();
    problems.sort(null);
    SortedMap<String, Unit> units = new TreeMap<>();
    if (succeeded) {
      sources.forEach((path, text) -> {
        var classes = files.classesOf(path);
        Names all = Optional.ofNullable(names.get(path)).orElseThrow();
        units.put(path, new Unit(text, all, classes, Surface.of(classes)));
      });
    } else if (problems.isEmpty()) {
      problems.add(Problem.of("the compiler failed and does not say why"));
    }
    return new Pass(names, units, List.copyOf(problems));
  }

  /// The compiler hands out sources in a wrapping of its own.
  private static TaskListener reading(
      Iterable<MemoryFiles.Source> sources, SortedMap<String, Names> names) {
    Map<URI, String> paths = new HashMap<>();
    sources.forEach(source -> paths.put(source.toUri(), source.path()));
    return new TaskListener() {
      @Override
      public void finished(TaskEvent event) {
        if (event.getKind() == TaskEvent.Kind.PARSE) {
          Optional.ofNullable(paths.get(event.getSourceFile().toUri()))
              .ifPresent(path -> names.put(path, Names.of(event.getCompilationUnit())));
        }
      }
    };
  }

  private static void note(Diagnostic<? extends JavaFileObject> found, List<Problem> problems) {
    if (found.getKind() == Diagnostic.Kind.ERROR) {
      String text = found.getMessage(Locale.getDefault());
      problems.add(
          found.getSource() instanceof MemoryFiles.Source source
              ? new Problem(
                  source.path(),
                  Math.max(0, found.getLineNumber()),
                  Math.max(0, found.getColumnNumber()),
                  text)
              : Problem.of(text));
    }
  }

  boolean succeeded() {
    return problems.isEmpty();
  }
}
