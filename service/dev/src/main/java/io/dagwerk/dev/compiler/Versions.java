package io.dagwerk.dev.compiler;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A folder with a folder for each version of some code, named by its content. A version never
/// changes: runs that began with it go on with it. Versions that nothing has used for a week are
/// deleted.
public final class Versions {
  private static final java.time.Duration KEPT = java.time.Duration.ofDays(7);
  private static final String UNFINISHED = "unfinished-";

  private final Path folder;

  public Versions(Path folder) {
    this.folder = folder;
  }

  /// The version with these files, made if it is not there.
  ///
  /// @param files what they hold, by their paths
  public Path put(SortedMap<String, byte[]> files) throws IOException {
    Path version = folder.resolve(hashOf(files));
    if (!Files.isDirectory(version)) {
      make(version, files);
    }
    Files.setLastModifiedTime(version, FileTime.from(Instant.now()));
    return version;
  }

  /// A copy of a folder or jar as it is now.
  public Path copyOf(Path original) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    if (Files.isDirectory(original)) {
      try (Stream<Path> all = Files.walk(original)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          files.put(original.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
      return put(files);
    }
    String name = original.getFileName().toString();
    files.put(name, Files.readAllBytes(original));
    return put(files).resolve(name);
  }

  private void make(Path version, SortedMap<String, byte[]> files) throws IOException {
    Files.createDirectories(folder);
    Path unfinished = Files.createTempDirectory(folder, UNFINISHED);
    for (Map.Entry<String, byte[]> each : files.entrySet()) {
      Path file = unfinished.resolve(each.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, each.getValue());
    }
    Files.move(unfinished, version, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String hashOf(SortedMap<String, byte[]> files) {
    MessageDigest digest = sha256();
    files.forEach((path, bytes) -> {
      digest.update(
          "%d %s %d "
              .formatted(path.length(), path, bytes.length)
              .getBytes(StandardCharsets.UTF_8));
      digest.update(bytes);
    });
    return HexFormat.of().formatHex(digest.digest(), 0, 12);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }

  /// Deletes what has not been used for long, and what a process left that was killed.
  public void prune() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    FileTime since = FileTime.from(Instant.now().minus(KEPT));
    List<Path> all;
    try (Stream<Path> versions = Files.list(folder)) {
      all = versions.filter(Files::isDirectory).toList();
    }
    for (Path version : all) {
      if (Files.getLastModifiedTime(version).compareTo(since) < 0) {
        delete(version);
      }
    }
  }

  private static void delete(Path version) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(version)) {
      deepestFirst = all.toList().reversed();
    } catch (NoSuchFileException another) {
      return;
    }
    for (Path each : deepestFirst) {
      Files.deleteIfExists(each);
    }
  }
}
