package io.dagwerk.codeclient;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where the JVM's cache of Dagwerk's classes is (JEP 514), which makes code servers and workers
/// start sooner: in a folder per content of the class path and build of the JVM, so that several
/// versions may run beside each other. A code server makes it once it has loaded.
///
/// The JVM takes no cache for a class path with folders, as a tree that is being worked on has. It
/// compares time and size of each jar itself, so those stand for the content here too.
final class EngineCache {
  /// The file in the folder, as code servers write it.
  private static final String FILE = "engine.aot";

  /// How many versions are kept.
  private static final int MOST_KEPT = 4;

  private EngineCache() {}

  /// The folder for this class path below another, made if it is not there; empty when the class
  /// path can have no cache, or there is no place for it.
  static Optional<Path> folder(Path below, Jdk jdk, List<Path> engine) {
    try {
      Optional<Path> folder = key(jdk, engine).map(below::resolve);
      if (folder.isPresent() && !Files.exists(folder.get())) {
        Files.createDirectories(folder.get());
        prune(below);
      }
      return folder;
    } catch (IOException e) {
      System.getLogger(EngineCache.class.getName())
          .log(Level.WARNING, "code servers and workers start without a cache of classes", e);
      return Optional.empty();
    }
  }

  /// What a JVM is told; nothing while there is no cache. It says nothing of one that it cannot
  /// use, and goes on.
  static List<String> options(Path folder) {
    Path file = folder.resolve(FILE);
    return Files.exists(file)
        ? List.of("-XX:AOTCache=" + file, "-Xlog:aot*=off", "-Xlog:cds*=off")
        : List.of();
  }

  private static Optional<String> key(Jdk jdk, List<Path> engine) throws IOException {
    List<String> known = new ArrayList<>();
    known.add(jdk.build());
    for (Path entry : engine) {
      var jar = Files.readAttributes(entry, BasicFileAttributes.class);
      if (jar.isDirectory()) {
        return Optional.empty();
      }
      known.add(entry.toAbsolutePath() + " " + jar.size() + " " + jar.lastModifiedTime());
    }
    return Optional.of(hash(String.join("\n", known)));
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "engine-" + HexFormat.of().formatHex(hash, 0, 12);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }

  /// Deletes all but the newest. A file that is mapped stays for whoever maps it.
  private static void prune(Path below) throws IOException {
    List<Path> folders;
    try (Stream<Path> all = Files.list(below)) {
      folders =
          all.filter(it -> it.getFileName().toString().startsWith("engine-"))
              .sorted(Comparator.comparingLong((Path it) -> it.toFile().lastModified()).reversed())
              .toList();
    }
    for (Path old : folders.subList(Math.min(MOST_KEPT, folders.size()), folders.size())) {
      try (Stream<Path> files = Files.list(old)) {
        for (Path file : files.toList()) {
          Files.deleteIfExists(file);
        }
      }
      Files.deleteIfExists(old);
    }
  }
}
