package io.dagwerk.examples.megajob.descriptor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A file of a company's folder.
///
/// @param name below the folder, with `/` between its parts
public record SourceFile(String name, String text) {
  private static final int MOST_FILES = 100_000;

  /// All YAML and JSON files of a folder, by name.
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
      sources.add(new SourceFile(name, Files.readString(file)));
    }
    return sources;
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
