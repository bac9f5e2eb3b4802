package io.dagwerk.dev;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Sources that are compiled here, and what they need. For one thread.
interface Project {
  /// Folders and jars that the sources are compiled against and run with.
  ///
  /// @throws io.dagwerk.daemon.UnloadableCode when one is missing, with what to do
  List<Path> libraries() throws IOException, InterruptedException;

  /// The folders of sources and resources; asked for after the libraries.
  List<Path> roots() throws IOException;

  /// Where files decide what the code is.
  FileWatch.Watched watched();
}
