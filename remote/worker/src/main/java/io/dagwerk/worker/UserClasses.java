package io.dagwerk.worker;

import io.dagwerk.protocol.SharedPackages;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The class loader of user code: its own class path, and of ours only what user code may import.
/// Whatever else we run on does not exist for it, so its versions of the same libraries never meet
/// ours.
public final class UserClasses extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  private UserClasses(URL[] classPath, ClassLoader parent) {
    super("user", classPath, parent);
  }

  /// A loader of what is in these folders and jars.
  ///
  /// @throws IllegalArgumentException when a path cannot be a URL
  public static UserClasses of(List<Path> classPath) {
    List<URL> urls = new ArrayList<>();
    for (Path path : classPath) {
      try {
        urls.add(path.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException("'%s' cannot be on a class path".formatted(path), e);
      }
    }
    return new UserClasses(
        urls.toArray(URL[]::new), new Shared(UserClasses.class.getClassLoader()));
  }

  /// The JDK, and the packages that user code shares with ours.
  private static final class Shared extends ClassLoader {
    static {
      registerAsParallelCapable();
    }

    private final ClassLoader ours;

    Shared(@Nullable ClassLoader ours) {
      super("shared", ClassLoader.getPlatformClassLoader());
      this.ours = ours == null ? ClassLoader.getSystemClassLoader() : ours;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (SharedPackages.PREFIXES.stream().anyMatch(name::startsWith)) {
        return ours.loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }

    /// The code of shared classes, which fingerprints read; services of ours are no one's business.
    @Override
    protected @Nullable URL findResource(String name) {
      String dotted = name.replace('/', '.');
      return name.endsWith(".class")
              && SharedPackages.PREFIXES.stream().anyMatch(dotted::startsWith)
          ? ours.getResource(name)
          : null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
      URL found = findResource(name);
      return Collections.enumeration(found == null ? List.of() : List.of(found));
    }
  }
}
