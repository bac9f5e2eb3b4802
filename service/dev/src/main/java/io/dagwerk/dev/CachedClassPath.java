package io.dagwerk.dev;

import io.dagwerk.daemon.ClassPathFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// A class path that Maven has found, in a file named by the content of what it was found for.
final class CachedClassPath {
  private final Path file;

  /// @param content of the POM
  CachedClassPath(Workshop workshop, String content) throws IOException {
    Files.createDirectories(workshop.classPaths());
    this.file = workshop.classPaths().resolve(hashOf(content));
  }

  Path file() {
    return file;
  }

  /// Whether it is known, and all that it names is still where it was.
  boolean isThere() throws IOException {
    return Files.exists(file) && ClassPathFile.read(file).stream().allMatch(Files::exists);
  }

  /// Has Maven find it.
  void write(Maven maven, Path pom, List<String> goals)
      throws IOException, InterruptedException, Maven.Failed {
    Path unfinished = Files.createTempFile(file.getParent(), "unfinished", "");
    try {
      maven.writeClassPath(pom, goals, unfinished);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static String hashOf(String content) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 12);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }
}
