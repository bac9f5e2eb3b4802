package io.dagwerk.execution.io;

import io.dagwerk.definitions.IoManager;
import io.dagwerk.definitions.LoadContext;
import io.dagwerk.definitions.StoreContext;
import io.dagwerk.definitions.Type;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.OutputAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps each value in a file of its own below a folder, by asset key and partition:
/// `assets/raw/flights/@2001-01-31.json`. Thread-safe, also among processes that share the folder.
///
/// The declared type chooses the format. `byte[]`, `InputStream` and `Path` (a file, copied) are
/// kept as they are in `.bin`; `String` and streams of lines in `.txt`; everything else is JSON.
/// Streams and files pass through and never lie in memory whole.
///
/// A reader may ask for another type than was stored: `byte[]`, `String`, `InputStream`, a stream
/// of lines or the `Path` of the file for any value, and for JSON any type that its document fits.
/// A `Path` that is read is the stored file itself: don't change it.
public final class FileIoManager implements IoManager<Object> {
  /// How often a reader looks again when a file was replaced by one of another format.
  private static final int MOST_LOOKS = 10;

  private final Path folder;

  /// The folders without anything that a crashed writer of before has left.
  private final Set<Path> tidied = ConcurrentHashMap.newKeySet();

  public FileIoManager(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  @Override
  public void store(StoreContext context, Object value) throws IOException {
    Type<?> type =
        context.type().raw() == Object.class ? Type.of(value.getClass()) : context.type();
    ValueWriter writer = ValueWriter.of(type, value, context.address());
    Path target = file(context.address(), writer.format());
    removeLeftovers(target.resolve("..").normalize());
    long bytes = AtomicFile.replace(target, writer::writeTo, new Newest(context));
    removeOlderThan(target, context.address());
    context.report("path", MetadataValue.path(target.toString()));
    context.report("bytes", bytes);
  }

  /// Once for each folder: to look through it at every value of a large fan-out would take longer
  /// than to write them.
  private void removeLeftovers(Path folder) throws IOException {
    if (tidied.add(folder)) {
      AtomicFile.removeLeftovers(folder);
    }
  }

  /// Makes the file the newest of its address, if it still counts.
  private final class Newest implements AtomicFile.Finish {
    private final StoreContext context;

    Newest(StoreContext context) {
      this.context = context;
    }

    @Override
    public void complete(Path finished) throws IOException {
      makeNewest(finished, stored(context.address()));
    }

    @Override
    public void beforeRename() {
      context.requireCurrent();
    }

    /// A step's own value has an address of its run, and is asked for once its step has succeeded;
    /// that of an asset is also looked for by others.
    @Override
    public boolean isUnreadUntilStored() {
      return switch (context.address()) {
        case OutputAddress.OfStep _ -> true;
        case OutputAddress.OfAsset _ -> false;
      };
    }
  }

  /// A crash between the rename and the removal of another format leaves two files; the newer is
  /// the value, so its time is after that of the others whatever the clock says.
  private static void makeNewest(Path finished, List<Path> others) throws IOException {
    if (others.isEmpty()) {
      return;
    }
    Instant time = Files.getLastModifiedTime(finished).toInstant();
    for (Path other : others) {
      Optional<FileTime> of = timeOf(other);
      if (of.isPresent() && !of.get().toInstant().isBefore(time)) {
        time = of.get().toInstant().plusMillis(1);
      }
    }
    Files.setLastModifiedTime(finished, FileTime.from(time));
  }

  private void removeOlderThan(Path target, OutputAddress address) throws IOException {
    List<Path> stored = stored(address);
    int position = stored.indexOf(target);
    if (position >= 0) {
      for (Path older : stored.subList(position + 1, stored.size())) {
        Files.deleteIfExists(older);
      }
    }
  }

  @Override
  public Object load(LoadContext context) throws IOException {
    for (int look = 1; ; look++) {
      Optional<Path> newest = stored(context.address()).stream().findFirst();
      if (newest.isEmpty()) {
        throw context.missing(folder.resolve(context.path()) + ".*");
      }
      try {
        return new ValueReader(newest.get(), formatOf(newest.get()), context).read();
      } catch (NoSuchFileException replaced) {
        if (look == MOST_LOOKS) {
          throw replaced;
        }
      }
    }
  }

  @Override
  public boolean exists(OutputAddress address) throws IOException {
    return !stored(address).isEmpty();
  }

  /// The files of the address, newest first: one, or more while its format changes.
  private List<Path> stored(OutputAddress address) throws IOException {
    record Found(Path file, FileTime time, Format format) {}
    List<Found> found = new ArrayList<>();
    for (Format format : Format.values()) {
      Path file = file(address, format);
      timeOf(file).ifPresent(time -> found.add(new Found(file, time, format)));
    }
    found.sort(Comparator.comparing(Found::time).thenComparing(Found::format).reversed());
    return found.stream().map(Found::file).toList();
  }

  private static Optional<FileTime> timeOf(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.getLastModifiedTime(file));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private Path file(OutputAddress address, Format format) {
    return folder.resolve(address.path() + format.suffix());
  }

  private static Format formatOf(Path file) {
    for (Format format : Format.values()) {
      if (file.toString().endsWith(format.suffix())) {
        return format;
      }
    }
    throw new IllegalStateException("expected a file that this manager named, but found " + file);
  }

  @Override
  public String toString() {
    return "files in " + folder;
  }
}
