package io.dagwerk.fingerprint.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The class files that one class loader sees, each with its origin. Owned by one search at a time.
final class CodeBase {
  private final ClassLoader loader;
  private final Optional<Path> home;
  private final Predicate<String> platform;
  private final Map<String, Origin> origins = new HashMap<>();
  private final Map<String, Optional<ClassModel>> others = new HashMap<>();
  private final Hierarchy hierarchy;
  private final Types types;

  /// @param home the jar that the function itself lies in, whose classes are the user's
  /// @param platform whether a class, by binary name, belongs to Dagwerk
  CodeBase(ClassLoader loader, Optional<Path> home, Predicate<String> platform) {
    this.loader = loader;
    this.home = home;
    this.platform = platform;
    this.hierarchy = new Hierarchy(this, loader, home);
    this.types = new Types(this);
  }

  Origin origin(String name) {
    Origin known = origins.get(name);
    if (known != null) {
      return known;
    }
    Origin found = locate(name);
    origins.put(name, found);
    return found;
  }

  Optional<ClassCode> user(String name) {
    return origin(name) instanceof Origin.User(ClassCode code)
        ? Optional.of(code)
        : Optional.empty();
  }

  Types types() {
    return types;
  }

  Hierarchy hierarchy() {
    return hierarchy;
  }

  /// A class file of any origin, to see what it declares.
  Optional<ClassModel> declared(String name) {
    Optional<ClassModel> known = others.get(name);
    if (known != null) {
      return known;
    }
    Optional<ClassModel> read = bytes(name).map(bytes -> ClassFile.of().parse(bytes));
    others.put(name, read);
    return read;
  }

  /// The jar that a class lies in, if it lies in one.
  static Optional<Path> jarOf(ClassLoader loader, String name) {
    URL url = loader.getResource(name + ".class");
    return url != null && url.getProtocol().equals("jar")
        ? Optional.of(jar(url, name))
        : Optional.empty();
  }

  private Origin locate(String name) {
    if (name.startsWith("java/") || platform.test(Names.binary(name))) {
      return new Origin.Platform();
    }
    URL url = loader.getResource(name + ".class");
    if (url != null && url.getProtocol().equals("jrt")) {
      return new Origin.Platform();
    }
    if (url != null && url.getProtocol().equals("jar")) {
      Path jar = jar(url, name);
      if (!home.equals(Optional.of(jar))) {
        return new Origin.Library(jar);
      }
    }
    return bytes(name)
        .<Origin>map(
            bytes -> new Origin.User(new ClassCode(ClassFile.of().parse(bytes), this::user)))
        .orElseGet(Origin.Missing::new);
  }

  private Optional<byte[]> bytes(String name) {
    try {
      URL url = loader.getResource(name + ".class");
      if (url != null && url.getProtocol().equals("file")) {
        return Optional.of(Files.readAllBytes(Path.of(url.toURI())));
      }
      try (InputStream in = loader.getResourceAsStream(name + ".class")) {
        return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Path jar(URL url, String name) {
    try {
      if (url.openConnection() instanceof JarURLConnection connection) {
        URI file = connection.getJarFileURL().toURI();
        if ("file".equals(file.getScheme())) {
          return Path.of(file);
        }
      }
    } catch (IOException | URISyntaxException | IllegalArgumentException e) {
      throw new Unfathomable(
          "the jar of " + Names.binary(name) + " cannot be read (" + e.getMessage() + ")");
    }
    throw new Unfathomable("the jar of " + Names.binary(name) + " is not a file of its own");
  }
}
