package io.dagwerk.dev.compiler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Compiles folders of sources again and again, and remembers what it needs to do less the next
/// time. For one thread.
final class Compiler {
  private Optional<ClassPath> classPath = Optional.empty();
  private SortedMap<String, Unit> units = new TreeMap<>();

  /// Answers a request. What other people's files do to it is an answer too.
  Answer answer(Request request) {
    try {
      Tree tree = Tree.read(request.roots(), request.excluded());
      if (!tree.problems().isEmpty()) {
        return new Answer.Failed(tree.problems());
      }
      if (tree.sources().isEmpty()) {
        return new Answer.Failed(
            List.of(Problem.of("there is no .java file in " + request.roots())));
      }
      return compile(request, tree);
    } catch (IOException e) {
      return new Answer.Failed(List.of(Problem.of("the code cannot be read or kept: " + e)));
    }
  }

  private Answer compile(Request request, Tree tree) throws IOException {
    Incremental.Result result =
        Incremental.compile(units, tree.sources(), classPath(request.against()));
    if (!result.problems().isEmpty()) {
      return new Answer.Failed(result.problems());
    }
    units = result.units();
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (Map.Entry<String, Path> resource : tree.resources().entrySet()) {
      files.put(resource.getKey(), Files.readAllBytes(resource.getValue()));
    }
    units
        .values()
        .forEach(unit ->
            unit.classes()
                .forEach((name, bytes) -> files.put(name.replace('.', '/') + ".class", bytes)));
    Path version = new Versions(request.store()).put(files);
    new KnownVersions(request.store()).put(request, tree, version);
    return new Answer.Version(version, result.compiled(), units.size());
  }

  private ClassPath classPath(ClassPath.Against against) throws IOException {
    if (classPath.isPresent() && classPath.get().against().equals(against)) {
      return classPath.get();
    }
    if (classPath.isPresent()) {
      classPath.get().close();
      units = new TreeMap<>();
    }
    ClassPath opened = new ClassPath(against);
    classPath = Optional.of(opened);
    return opened;
  }

  /// Has the JVM compile the compiler: compiles once more what is compiled already.
  void warmUp() {
    SortedMap<String, String> texts = new TreeMap<>();
    units.entrySet().stream()
        .limit(10)
        .forEach(unit -> texts.put(unit.getKey(), unit.getValue().text()));
    if (classPath.isPresent() && !texts.isEmpty()) {
      var _ = Pass.compile(texts, units.values(), classPath.get());
    }
  }
}
