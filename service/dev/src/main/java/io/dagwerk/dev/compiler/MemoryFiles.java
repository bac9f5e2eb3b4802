package io.dagwerk.dev.compiler;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/// The files of one turn of the compiler: sources and classes in memory, the rest from a class
/// path. For one thread.
final class MemoryFiles extends ForwardingJavaFileManager<JavaFileManager> {
  private final ClassPath classPath;
  private final Map<String, List<JavaFileObject>> known = new HashMap<>();
  private final SortedMap<String, SortedMap<String, Output>> written = new TreeMap<>();

  /// @param units what is compiled already, and stays as it is
  MemoryFiles(ClassPath classPath, Iterable<Unit> units) {
    super(classPath.jdk());
    this.classPath = classPath;
    for (Unit unit : units) {
      unit.classes()
          .forEach((name, bytes) ->
              known
                  .computeIfAbsent(packageOf(name), _ -> new ArrayList<>())
                  .add(new Compiled(name, bytes)));
    }
  }

  private static String packageOf(String className) {
    return className.substring(0, Math.max(0, className.lastIndexOf('.')));
  }

  /// A source, by its path below its folder.
  static final class Source extends SimpleJavaFileObject {
    private final String path;
    private final String text;

    Source(String path, String text) {
      super(address(path), Kind.SOURCE);
      this.path = path;
      this.text = text;
    }

    String path() {
      return path;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Compiled extends SimpleJavaFileObject {
    private final String name;
    private final byte[] bytes;

    Compiled(String name, byte[] bytes) {
      super(address(name.replace('.', '/') + Kind.CLASS.extension), Kind.CLASS);
      this.name = name;
      this.bytes = bytes;
    }

    @Override
    public InputStream openInputStream() {
      return new ByteArrayInputStream(bytes);
    }
  }

  private static final class Output extends SimpleJavaFileObject {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Output(String name) {
      super(address(name.replace('.', '/') + Kind.CLASS.extension), Kind.CLASS);
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }
  }

  private static URI address(String path) {
    return URI.create("memory:///").resolve(java.nio.file.Path.of("/", path).toUri().getRawPath());
  }

  /// The classes that were written of a source, by their names.
  SortedMap<String, byte[]> classesOf(String path) {
    SortedMap<String, byte[]> classes = new TreeMap<>();
    written
        .getOrDefault(path, new TreeMap<>())
        .forEach((name, output) -> classes.put(name, output.bytes.toByteArray()));
    return classes;
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String inPackage, Set<JavaFileObject.Kind> kinds, boolean recurse)
      throws IOException {
    if (location != StandardLocation.CLASS_PATH) {
      return super.list(location, inPackage, kinds, recurse);
    }
    List<JavaFileObject> all = new ArrayList<>();
    if (kinds.contains(JavaFileObject.Kind.CLASS) && !classPath.isShared(inPackage)) {
      all.addAll(known.getOrDefault(inPackage, List.of()));
    }
    // Of two classes with one name the compiler takes the first.
    classPath.list(inPackage, kinds, recurse).forEach(all::add);
    return all;
  }

  @Override
  public @Nullable String inferBinaryName(Location location, JavaFileObject file) {
    return file instanceof Compiled compiled
        ? compiled.name
        : super.inferBinaryName(location, file);
  }

  @Override
  public boolean isSameFile(FileObject one, FileObject other) {
    return one.toUri().equals(other.toUri());
  }

  @Override
  public JavaFileObject getJavaFileForOutput(
      Location location, String name, JavaFileObject.Kind kind, @Nullable FileObject sibling) {
    if (!(sibling instanceof Source source)) {
      throw new IllegalStateException("class '%s' comes from no source".formatted(name));
    }
    Output output = new Output(name);
    written.computeIfAbsent(source.path(), _ -> new TreeMap<>()).put(name, output);
    return output;
  }

  /// The class path is closed by its owner.
  @Override
  public void close() {}
}
