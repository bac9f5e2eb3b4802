package io.dagwerk.server;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// How many bytes the folder of an instance takes.
///
/// @param byPart of each part, in the order in which they are told; those that are not there too
record DiskUse(SequencedMap<String, Long> byPart) {
  /// What a file in the folder belongs to.
  private enum Part {
    /// The database, with what SQLite writes beside it.
    DATABASE("database"),
    /// What runs logged and printed.
    LOGS("logs"),
    /// Values that name no IO manager.
    VALUES("values"),
    /// Versions of code that was developed, and its libraries.
    CODE("code"),
    /// What JVMs wrote when they crashed.
    CRASHES("crashFiles"),
    /// What makes processes start sooner, and all else.
    OTHER("other");

    private final String told;

    Part(String told) {
      this.told = told;
    }

    static Part of(Path inFolder) {
      String file = String.valueOf(inFolder.getFileName());
      if (file.startsWith("hs_err")) {
        return CRASHES;
      }
      return switch (inFolder.getName(0).toString()) {
        case "logs" -> LOGS;
        case "values" -> VALUES;
        case "code" -> CODE;
        case "crashes" -> CRASHES;
        case String first -> first.startsWith("dagwerk.db") ? DATABASE : OTHER;
      };
    }
  }

  /// @throws IOException when the folder cannot be read
  static DiskUse of(Path folder) throws IOException {
    SequencedMap<String, Long> bytes = new LinkedHashMap<>();
    for (Part part : Part.values()) {
      bytes.put(part.told, 0L);
    }
    if (Files.exists(folder)) {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              bytes.merge(Part.of(folder.relativize(file)).told, attributes.size(), Long::sum);
              return FileVisitResult.CONTINUE;
            }

            // Logs expire while they are counted.
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
              return FileVisitResult.CONTINUE;
            }
          });
    }
    return new DiskUse(bytes);
  }

  long all() {
    return byPart.values().stream().mapToLong(Long::longValue).sum();
  }
}
