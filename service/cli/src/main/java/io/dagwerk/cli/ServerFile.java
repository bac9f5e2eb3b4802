package io.dagwerk.cli;

import io.dagwerk.documents.InvalidDocument;
import io.dagwerk.documents.Json;
import io.dagwerk.model.ConfigTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// The file by which a server tells the commands on its machine how it is reached. It lies in the
/// folder of the instance, and nobody but its owner may read it.
///
/// ```java
/// new ServerFile(Path.of(".dagwerk")).write(new ServerAddress("http://127.0.0.1:8080", token));
/// ```
///
/// @param folder of the instance
/// @param name of the file
public record ServerFile(Path folder, String name) {
  /// Of a server that stays.
  public ServerFile(Path folder) {
    this(folder, "server.json");
  }

  /// Of the server in the process of a command, which ends with that.
  public static ServerFile ofCommand(Path folder) {
    return new ServerFile(folder, "command.json");
  }

  public Path path() {
    return folder.resolve(name);
  }

  /// Writes the file, whole or not at all; the folder is made where it is missing.
  ///
  /// @throws UncheckedIOException when it cannot be written
  public void write(ServerAddress address) {
    SequencedMap<String, Object> entries = new LinkedHashMap<>();
    entries.put("url", address.url());
    address.token().ifPresent(token -> entries.put("token", token));
    try {
      Files.createDirectories(folder);
      Path draft = Files.createTempFile(folder, name, "", ownersOnly());
      Files.writeString(draft, ConfigTree.of(entries).toJson() + "\n", StandardCharsets.UTF_8);
      Files.move(
          draft, path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path(), e);
    }
  }

  private FileAttribute<?>[] ownersOnly() {
    boolean isPosix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    return isPosix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /// The server that wrote the file last; it may be gone.
  ///
  /// @throws CommandFailed when there is a file, and it is not one of these
  public Optional<ServerAddress> read() {
    try {
      ConfigTree tree = Json.parse(Files.readString(path()), path().toString());
      return Optional.of(
          new ServerAddress(new Answer(tree).text("url"), new Answer(tree).findText("token")));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | InvalidDocument | UnexpectedAnswer e) {
      throw new CommandFailed(
          ExitCode.NO_SERVER,
          "%s cannot be read (%s); start the server again, or name it by --server"
              .formatted(path(), e.getMessage()));
    }
  }

  /// Takes the file away, when the server stops.
  ///
  /// @throws UncheckedIOException when it cannot be deleted
  public void delete() {
    try {
      Files.deleteIfExists(path());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + path(), e);
    }
  }
}
