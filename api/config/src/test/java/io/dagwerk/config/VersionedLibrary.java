package io.dagwerk.config;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;

/// A jar of somebody's library in a version, with one config record, for tests.
record VersionedLibrary(Class<? extends Record> settings, URLClassLoader loader)
    implements AutoCloseable {
  private static final String SOURCE =
      """
      package library;

      import io.dagwerk.config.Formerly;

      public record Settings(
          @Formerly(value = "host_name", since = "0.2", until = "0.4") String host) {}
      """;

  static VersionedLibrary of(String version, Path folder) throws Exception {
    Path classes = Files.createDirectories(folder.resolve(version));
    Path source = Files.writeString(classes.resolve("Settings.java"), SOURCE);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                source.toString());
    if (result != 0) {
      throw new IllegalStateException("the library does not compile");
    }
    Path jar = pack(version, classes, folder);
    URLClassLoader loader =
        new URLClassLoader(
            new URL[] {jar.toUri().toURL()}, VersionedLibrary.class.getClassLoader());
    return new VersionedLibrary(
        loader.loadClass("library.Settings").asSubclass(Record.class), loader);
  }

  private static Path pack(String version, Path classes, Path folder) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    Path jar = folder.resolve("library-" + version + ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new JarEntry("library/Settings.class"));
      out.write(Files.readAllBytes(classes.resolve("library/Settings.class")));
      out.closeEntry();
    }
    return jar;
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
