package io.dagwerk.examples.megajob.descriptor;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A file of a company's folder.
///
/// @param name below the folder, with `/` between its parts
/// @param fault why its text could not be read; empty if it could
public record SourceFile(String name, String text, Optional<String> fault) {
  private static final int MOST_FILES = 100_000;
  private static final int MOST_BYTES = 1_000_000;

  public SourceFile(String name, String text) {
    this(name, text, Optional.empty());
  }

  /// All YAML and JSON files of a folder, by name; also those that hold no text.
  ///
  /// @throws IOException when it cannot be read, or has too many files
  public static List<SourceFile> in(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(SourceFile::isSource).sorted().limit(MOST_FILES + 1L).toList();
    }
    if (files.size() > MOST_FILES) {
      throw new IOException(
          "folder '%s' has more than %d descriptors".formatted(folder, MOST_FILES));
    }
    List<SourceFile> sources = new ArrayList<>();
    for (Path file : files) {
      String name = folder.relativize(file).toString().replace('\\', '/');
      sources.add(read(name, file));
    }
    return sources;
  }

  private static SourceFile read(String name, Path file) throws IOException {
    long bytes = Files.size(file);
    if (bytes > MOST_BYTES) {
      return faulty(
          name,
          "expected at most %d bytes, but found %d; a descriptor says what to do, and holds no data"
              .formatted(MOST_BYTES, bytes));
    }
    try {
      return new SourceFile(name, Files.readString(file));
    } catch (CharacterCodingException e) {
      return faulty(name, "expected text in UTF-8, but found other bytes");
    }
  }

  private static SourceFile faulty(String name, String fault) {
    return new SourceFile(name, "", Optional.of(fault));
  }

  private static boolean isSource(Path file) {
    return file.getFileName().toString().matches("[^.].*\\.(?:ya?ml|json)");
  }

  /// Whether it holds what is true of all jobs.
  public boolean isCompany() {
    return folder().isEmpty() && stem().equals("company");
  }

  /// Whether it holds the defaults of its folder, and those below.
  public boolean isDefaults() {
    return stem().equals("defaults");
  }

  /// The folder that it lies in; empty for the company's own.
  public String folder() {
    return folderOf(name);
  }

  /// The folder that a file or folder lies in; empty for the company's own.
  public static String folderOf(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('/')));
  }

  /// Its name without folder and ending.
  private String stem() {
    String last = name.substring(name.lastIndexOf('/') + 1);
    return last.contains(".") ? last.substring(0, last.lastIndexOf('.')) : last;
  }
}
