package io.dagwerk.dev.compiler;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What folders of sources hold now.
///
/// @param sources the texts of the `.java` files, by their paths below their folder
/// @param resources all other files, by their paths below their folder
/// @param problems what cannot be read
public record Tree(
    SortedMap<String, String> sources, SortedMap<String, Path> resources, List<Problem> problems) {
  /// What is larger is data, and not a part of the code.
  private static final long LARGEST_RESOURCE = 8L << 20;

  private static final String SOURCE = ".java";

  /// Files and folders whose names begin with a dot are left out, and so are descriptions of
  /// modules: user code is on a class path.
  public static Tree read(List<Path> roots, List<Path> excluded) throws IOException {
    Tree tree = new Tree(new TreeMap<>(), new TreeMap<>(), new ArrayList<>());
    for (Path root : roots) {
      if (Files.isDirectory(root)) {
        Files.walkFileTree(root, tree.new Reading(root, excluded));
      }
    }
    return tree;
  }

  private final class Reading extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<Path> excluded;

    Reading(Path root, List<Path> excluded) {
      this.root = root;
      this.excluded = excluded;
    }

    private boolean isLeftOut(Path path) {
      return !path.equals(root)
          && (path.getFileName().toString().startsWith(".") || excluded.contains(path));
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return isLeftOut(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      String path = root.relativize(file).toString();
      if (!isLeftOut(file) && attributes.isRegularFile()) {
        if (!path.endsWith(SOURCE)) {
          if (attributes.size() <= LARGEST_RESOURCE) {
            resources.put(path, file);
          }
        } else if (!path.endsWith("module-info" + SOURCE)) {
          readSource(path, file);
        }
      }
      return FileVisitResult.CONTINUE;
    }

    private void readSource(String path, Path file) throws IOException {
      try {
        sources.put(path, Files.readString(file));
      } catch (CharacterCodingException e) {
        problems.add(new Problem(path, 0, 0, "it is not encoded in UTF-8; save it as UTF-8"));
      }
    }

    /// It was deleted meanwhile, or may not be read: then the compiler misses it, and says so.
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
