package io.dagwerk.checks;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The source tree that is being built.
///
/// @param root its folder, absolute
public record Repository(Path root) {
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final List<String> NOT_OURS = List.of("target", "node_modules", ".git", ".idea");

  public Repository {
    root = root.toAbsolutePath().normalize();
  }

  /// The folders of the modules, in the order in which the root POM names them.
  public List<Path> modules() {
    return MODULE
        .matcher(text(root.resolve("pom.xml")))
        .results()
        .map((MatchResult module) -> root.resolve(module.group(1)))
        .toList();
  }

  /// The folders `path` of all modules that have it.
  public List<Path> inModules(String path) {
    return modules().stream().map(module -> module.resolve(path)).filter(Files::exists).toList();
  }

  /// All files that are kept, without what a build or an editor leaves behind.
  public List<Path> files() {
    List<Path> files = new ArrayList<>();
    collect(root, files);
    return List.copyOf(files);
  }

  /// The path as it is written in messages: from the root, with slashes.
  public String nameOf(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  /// The text of a file.
  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static void collect(Path folder, List<Path> files) {
    List<Path> entries;
    try (Stream<Path> listing = Files.list(folder)) {
      entries = listing.sorted().collect(toCollection(ArrayList::new));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
    for (Path entry : entries) {
      if (Files.isRegularFile(entry)) {
        files.add(entry);
      } else if (Files.isDirectory(entry)
          && !NOT_OURS.contains(entry.getFileName().toString())
          && !entry.getFileName().toString().equals(".dagwerk")) {
        collect(entry, files);
      }
    }
  }
}
