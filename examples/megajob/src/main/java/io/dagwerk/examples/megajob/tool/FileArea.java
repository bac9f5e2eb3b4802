package io.dagwerk.examples.megajob.tool;

import io.dagwerk.config.Name;
import java.io.IOException;
import java.nio.file.Path;

/// The files that jobs read and write, by names below their folders. Thread-safe.
public interface FileArea {
  /// A file that an earlier job wrote, or else one that has landed.
  ///
  /// @throws IOException when there is none, saying where it was looked for
  Path find(String name) throws IOException;

  /// Where a job may write a file; its folder is there.
  Path place(String name) throws IOException;

  /// Copies a file.
  ///
  /// @return the size of the copy in bytes
  long copy(String from, String to, Compression compression) throws IOException;

  /// What becomes of the bytes of a copy.
  enum Compression {
    @Name("none")
    NONE,
    @Name("gzip")
    GZIP
  }
}
