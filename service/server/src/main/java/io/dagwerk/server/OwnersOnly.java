package io.dagwerk.server;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Makes files and folders that nobody but their owner may read. Where the file system knows no
/// such permissions, they have those of the folder that they lie in.
final class OwnersOnly {
  private static final Set<PosixFilePermission> OF_FOLDERS =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OF_FILES =
      PosixFilePermissions.fromString("rw-------");

  private OwnersOnly() {}

  /// Makes a folder with those above it. One that is there already was made by its owner, with the
  /// permissions that were wanted, and keeps them.
  static void makeFolder(Path folder) throws IOException {
    Path whole = folder.toAbsolutePath();
    if (whole.getParent() != null) {
      Files.createDirectories(whole.getParent());
    }
    try {
      Files.createDirectory(whole, attributes(whole, OF_FOLDERS));
    } catch (FileAlreadyExistsException e) {
      // Says why it is not, where it is no folder.
      Files.createDirectories(whole);
    }
  }

  /// A folder of ours, made if there is none.
  static Path folder(Path folder) throws IOException {
    makeFolder(folder);
    set(folder, OF_FOLDERS);
    return folder;
  }

  /// A file of ours, made if there is none.
  static Path file(Path file) throws IOException {
    try {
      return Files.createFile(file, attributes(file, OF_FILES));
    } catch (FileAlreadyExistsException e) {
      set(file, OF_FILES);
      return file;
    }
  }

  /// A file of ours that there may be.
  static void restrict(Path file) throws IOException {
    if (Files.exists(file)) {
      set(file, OF_FILES);
    }
  }

  private static void set(Path path, Set<PosixFilePermission> permissions) throws IOException {
    if (hasPermissions(path)) {
      Files.setPosixFilePermissions(path, permissions);
    }
  }

  private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
    return hasPermissions(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean hasPermissions(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
