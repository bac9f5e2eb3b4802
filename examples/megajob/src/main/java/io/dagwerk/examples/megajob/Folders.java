package io.dagwerk.examples.megajob;

import io.dagwerk.examples.megajob.compile.Compiler;
import io.dagwerk.examples.megajob.descriptor.SourceFile;
import io.dagwerk.examples.megajob.graph.JobGraph;
import io.dagwerk.examples.megajob.type.JobTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where commands find descriptors.
///
/// @param example the folder of the example, whose company is taken when none is named
record Folders(Path example, JobTypes types) {
  /// The folder that the first word names.
  Path company(Arguments arguments) {
    return arguments.words().isEmpty()
        ? example.resolve("company")
        : Path.of(arguments.words().getFirst());
  }

  /// The compiled descriptors of a folder.
  ///
  /// @throws IOException when it cannot be read, or describes no job
  JobGraph graph(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("'%s' is no folder".formatted(folder));
    }
    JobGraph graph = Compiler.graph(SourceFile.in(folder), types);
    if (graph.jobs().isEmpty()) {
      throw new IOException(
          "folder '%s' describes no job; expected a .yaml, .yml or .json file for each, in it or in folders below"
              .formatted(folder));
    }
    return graph;
  }
}
