package io.dagwerk.dev.compiler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/// What sources are compiled against, read once and kept open: the JDK, the packages that user code
/// shares with Dagwerk, and libraries. For one thread.
final class ClassPath implements AutoCloseable {
  /// The compiler of this JDK.
  static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  private final Against against;
  private final StandardJavaFileManager engine;
  private final StandardJavaFileManager libraries;

  /// What a class path consists of.
  ///
  /// @param engine Dagwerk's own jars
  /// @param shared the beginnings of the names of those classes of theirs that user code sees
  /// @param libraries folders and jars of the user
  record Against(List<Path> engine, List<String> shared, List<Path> libraries) {
    Against {
      engine = List.copyOf(engine);
      shared = List.copyOf(shared);
      libraries = List.copyOf(libraries);
    }
  }

  ClassPath(Against against) {
    this.against = against;
    this.engine = manager(against.engine());
    this.libraries = manager(against.libraries());
  }

  private static StandardJavaFileManager manager(List<Path> paths) {
    StandardJavaFileManager manager =
        COMPILER.getStandardFileManager(null, Locale.getDefault(), StandardCharsets.UTF_8);
    try {
      manager.setLocationFromPaths(StandardLocation.CLASS_PATH, paths);
      manager.setLocationFromPaths(StandardLocation.SOURCE_PATH, List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return manager;
  }

  Against against() {
    return against;
  }

  /// Where everything but classes of the class path is asked for.
  JavaFileManager jdk() {
    return engine;
  }

  boolean isShared(String inPackage) {
    return against.shared().stream().anyMatch((inPackage + ".")::startsWith);
  }

  Iterable<JavaFileObject> list(String inPackage, Set<JavaFileObject.Kind> kinds, boolean recurse)
      throws IOException {
    return (isShared(inPackage) ? engine : libraries)
        .list(StandardLocation.CLASS_PATH, inPackage, kinds, recurse);
  }

  @Override
  public void close() throws IOException {
    engine.close();
    libraries.close();
  }
}
