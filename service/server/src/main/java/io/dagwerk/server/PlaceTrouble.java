package io.dagwerk.server;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What keeps a server or command from working on the folder of an instance, in words for whoever
/// started it: what was found, where, and what to do.
final class PlaceTrouble {
  private static final int LONGEST_CHAIN = 16;
  private static final String DATABASE = "dagwerk.db";

  private PlaceTrouble() {}

  /// What lies elsewhere (another file, another database) is told as it is.
  ///
  /// @param folder of the instance
  static String of(Path folder, Exception thrown) {
    List<Throwable> chain =
        Stream.<Throwable>iterate(thrown, e -> e != null, Throwable::getCause)
            .limit(LONGEST_CHAIN)
            .filter(each -> isOf(folder, each))
            .toList();
    return known(folder, chain).orElseGet(() -> message(thrown));
  }

  /// Whether it happened to the folder, or to the database in it. Who writes files that are open
  /// does not say which.
  private static boolean isOf(Path folder, Throwable thrown) {
    return switch (thrown) {
      case FileSystemException file when file.getFile() != null ->
          isOnTheWay(absolute(folder), absolute(Path.of(file.getFile())));
      case IOException _ -> true;
      default -> message(thrown).contains("SQLITE_");
    };
  }

  private static boolean isOnTheWay(Path folder, Path file) {
    return file.startsWith(folder) || folder.startsWith(file);
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private static Optional<String> known(Path folder, List<Throwable> chain) {
    String said = String.join("\n", chain.stream().map(PlaceTrouble::message).toList());
    if (hasOne(said, "No space left on device", "SQLITE_FULL", "Disk quota", "File too large")) {
      return Optional.of(
          "the disk of the folder '%s' of the instance is full; make room there: what was stored before is not lost"
              .formatted(folder));
    }
    if (hasOne(said, "Read-only file system", "SQLITE_READONLY")) {
      return Optional.of(
          "the folder '%s' of the instance cannot be written (it is read-only); choose one that can with --instance"
              .formatted(folder));
    }
    if (hasOne(said, "SQLITE_NOTADB", "SQLITE_CORRUPT")) {
      return Optional.of(
          "'%s' cannot be opened: it is damaged, or not a database; put a backup in its place, or move it away to begin with an empty one"
              .formatted(folder.resolve(DATABASE)));
    }
    return chain.stream()
        .filter(PlaceTrouble::isDenied)
        .findFirst()
        .map(denied ->
            "the folder '%s' of the instance cannot be written by user '%s' (%s)%s; work as the user whom it belongs to, or choose another with --instance"
                .formatted(
                    folder, System.getProperty("user.name"), message(denied), owner(folder)));
  }

  private static boolean hasOne(String said, String... parts) {
    return Stream.of(parts).anyMatch(said::contains);
  }

  private static boolean isDenied(Throwable thrown) {
    return thrown instanceof AccessDeniedException
        || (thrown instanceof FileSystemException && message(thrown).contains("not permitted"))
        || message(thrown).contains("SQLITE_CANTOPEN")
        || message(thrown).contains("SQLITE_PERM");
  }

  private static String owner(Path folder) {
    try {
      return ", it belongs to '%s'".formatted(Files.getOwner(folder).getName());
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  private static String message(Throwable thrown) {
    String name = thrown.getClass().getSimpleName();
    String message = Optional.ofNullable(thrown.getMessage()).orElse("");
    // Its message is the path alone.
    return thrown instanceof FileSystemException file && file.getReason() == null
        ? "%s: %s".formatted(name, message)
        : message.isEmpty() ? name : message;
  }
}
