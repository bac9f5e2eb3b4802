package io.dagwerk.fingerprint;

import java.io.IOException;
import java.io.Serializable;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Java sources compiled into a directory and loaded from there, as a user's code is.
final class CompiledSources implements AutoCloseable {
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  private final Path classes;
  private final URLClassLoader loader;

  private CompiledSources(Path classes, List<Path> classPath) {
    this.classes = classes;
    List<URL> urls = new ArrayList<>();
    urls.add(url(classes));
    classPath.forEach(path -> urls.add(url(path)));
    this.loader =
        new URLClassLoader(urls.toArray(URL[]::new), CompiledSources.class.getClassLoader());
  }

  /// Compiles sources, by simple name of their class, all in the package `user`.
  static CompiledSources compile(
      Path classes, SequencedMap<String, String> sources, Path... libraries) {
    List<JavaFileObject> files = new ArrayList<>();
    for (Map.Entry<String, String> source : sources.entrySet()) {
      files.add(new Source(source.getKey(), "package user;\n" + source.getValue()));
    }
    StringBuilder classPath = new StringBuilder(System.getProperty("java.class.path"));
    for (Path library : libraries) {
      classPath.append(java.io.File.pathSeparator).append(library);
    }
    try {
      Files.createDirectories(classes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    StringWriter errors = new StringWriter();
    List<String> options =
        List.of("-proc:none", "-d", classes.toString(), "-cp", classPath.toString());
    if (!COMPILER.getTask(errors, null, null, options, null, files).call()) {
      throw new IllegalArgumentException(errors + "\n" + sources);
    }
    return new CompiledSources(classes, List.of(libraries));
  }

  Path classes() {
    return classes;
  }

  ClassLoader loader() {
    return loader;
  }

  /// What a static method without parameters gives.
  Object call(String type, String method) {
    try {
      var found = loader.loadClass("user." + type).getDeclaredMethod(method);
      found.setAccessible(true);
      return java.util.Objects.requireNonNull(found.invoke(null));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  Serializable function(String type, String method) {
    return (Serializable) call(type, method);
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///user/" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
