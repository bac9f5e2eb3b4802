package io.dagwerk.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Where the code of a location comes from. Each call but [#close] is made by one thread at a time.
public interface CodeSource extends AutoCloseable {
  /// Code that is ready to be loaded.
  ///
  /// @param definitions the class that declares its definitions
  /// @param classPath folders and jars of the user's code and its libraries
  record Loadable(String definitions, List<Path> classPath) {
    public Loadable {
      classPath = List.copyOf(classPath);
    }
  }

  /// The code as it is now.
  ///
  /// @throws UnloadableCode when it cannot be loaded, with all that is wrong with it
  /// @throws IOException when it is not there, with what to do
  Loadable code() throws IOException, InterruptedException;

  /// Whether the code is written while it is served, so that a process is kept waiting for the next
  /// version of it.
  default boolean isWatched() {
    return false;
  }

  /// Begins to tell when the code may be another than before. Called once, before the code is asked
  /// for.
  default void watch(Runnable changed) {}

  /// Is told each time that the location stands otherwise than before.
  default void stands(LocationStatus status) {}

  /// Is told when the first worker of a version waits for a run with everything loaded.
  default void workerWaits() {}

  @Override
  default void close() {}
}
