package io.dagwerk.authoring;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/// Compiled code of somebody else, in a folder of its own, for tests.
///
/// @param folder has `Tool.java`, the library, or `User.java`, which uses it
record Library(Path folder) {
  static Library compiled(Path folder, String name, String source, Path... classPath)
      throws IOException {
    Files.createDirectories(folder);
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    StringBuilder path = new StringBuilder(System.getProperty("java.class.path"));
    for (Path entry : classPath) {
      path.append(':').append(entry);
    }
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                path.toString(),
                "-d",
                folder.toString(),
                file.toString());
    if (result != 0) {
      throw new IllegalStateException(name + " does not compile");
    }
    return new Library(folder);
  }

  /// Runs the user's code with this library.
  void run(Library user) throws IOException, ReflectiveOperationException {
    URL[] classes = {user.folder.toUri().toURL(), folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classes, Library.class.getClassLoader())) {
      ((Runnable) loader.loadClass("user.User").getConstructor().newInstance()).run();
    }
  }
}
