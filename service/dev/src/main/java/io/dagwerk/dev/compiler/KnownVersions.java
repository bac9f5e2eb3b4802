package io.dagwerk.dev.compiler;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which version some sources became, by what they and all that they were compiled against hold: so
/// sources that nobody has changed are served again without being compiled. Of libraries, time and
/// size stand for the content.
public final class KnownVersions {
  private static final Duration KEPT = Duration.ofDays(7);

  /// What [Versions] call theirs.
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{24}");

  private final Path folder;
  private final Path versions;

  /// @param versions the folder of the versions
  public KnownVersions(Path versions) {
    this.versions = versions;
    this.folder = versions.resolveSibling(versions.getFileName() + "-known");
  }

  /// The version that a request would be answered with; empty when that is not known.
  public Optional<Path> find(Request request) throws IOException {
    Tree tree = Tree.read(request.roots(), request.excluded());
    Optional<String> key = key(request, tree);
    if (key.isEmpty()) {
      return Optional.empty();
    }
    Path version;
    try {
      String name = Files.readString(folder.resolve(key.get()));
      if (!NAME.matcher(name).matches()) {
        // A machine that lost its power leaves empty files.
        return Optional.empty();
      }
      version = versions.resolve(name);
      FileTime now = FileTime.from(Instant.now());
      // What is used is kept.
      Files.setLastModifiedTime(version, now);
      Files.setLastModifiedTime(folder.resolve(key.get()), now);
    } catch (NoSuchFileException unknown) {
      return Optional.empty();
    }
    return Optional.of(version);
  }

  /// Remembers what these sources became.
  void put(Request request, Tree tree, Path version) throws IOException {
    Optional<String> key = key(request, tree);
    if (key.isPresent()) {
      Files.createDirectories(folder);
      Path written = Files.createTempFile(folder, "unfinished-", "");
      Files.writeString(written, version.getFileName().toString());
      Files.move(written, folder.resolve(key.get()), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /// Forgets what has not been used for long.
  public void prune() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    FileTime since = FileTime.from(Instant.now().minus(KEPT));
    List<Path> all;
    try (Stream<Path> files = Files.list(folder)) {
      all = files.toList();
    }
    for (Path file : all) {
      if (Files.getLastModifiedTime(file).compareTo(since) < 0) {
        Files.deleteIfExists(file);
      }
    }
  }

  /// Empty when something cannot be read.
  private static Optional<String> key(Request request, Tree tree) throws IOException {
    boolean isThere =
        Stream.of(request.engine(), request.libraries())
            .flatMap(List::stream)
            .allMatch(Files::exists);
    if (!tree.problems().isEmpty() || !isThere) {
      return Optional.empty();
    }
    MessageDigest digest = sha256();
    add(digest, "jdk", Runtime.version().toString());
    request.shared().forEach(each -> add(digest, "shared", each));
    for (List<Path> jars : List.of(request.engine(), request.libraries())) {
      add(digest, "jars", Integer.toString(jars.size()));
      for (Path jar : jars) {
        add(digest, jar);
      }
    }
    tree.sources().forEach((path, text) -> add(digest, path, text));
    for (Map.Entry<String, Path> resource : tree.resources().entrySet()) {
      add(digest, resource.getKey(), Files.readAllBytes(resource.getValue()));
    }
    return Optional.of(HexFormat.of().formatHex(digest.digest(), 0, 12));
  }

  /// A jar, or each file of a folder.
  private static void add(MessageDigest digest, Path part) throws IOException {
    try (Stream<Path> all = Files.walk(part)) {
      for (Path file : all.sorted().toList()) {
        BasicFileAttributes of = Files.readAttributes(file, BasicFileAttributes.class);
        add(digest, file.toString(), of.size() + " " + of.lastModifiedTime());
      }
    }
  }

  private static void add(MessageDigest digest, String name, String text) {
    add(digest, name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void add(MessageDigest digest, String name, byte[] bytes) {
    digest.update(
        "%d %s %d ".formatted(name.length(), name, bytes.length).getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }
}
