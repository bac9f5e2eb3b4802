package io.dagwerk.chaos;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The record of the steps, as it grows. Thread-safe.
final class RecordFile {
  private final Path file;
  private final List<Noted> lines = new ArrayList<>();
  private long read;

  RecordFile(Path file) {
    this.file = file;
  }

  /// All whole lines that are there now.
  synchronized List<Noted> all() throws IOException {
    follow();
    return List.copyOf(lines);
  }

  /// The last line that is like this.
  synchronized Optional<Noted> find(Predicate<Noted> wanted) throws IOException {
    follow();
    return lines.reversed().stream().filter(wanted).findFirst();
  }

  private void follow() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer more = ByteBuffer.allocate(Math.toIntExact(channel.size() - read));
      while (more.hasRemaining() && channel.read(more, read + more.position()) > 0) {
        // Until all is read that was there.
      }
      String text = new String(more.array(), 0, more.position(), StandardCharsets.UTF_8);
      int end = text.lastIndexOf('\n') + 1;
      text.substring(0, end).lines().map(Noted::parse).forEach(lines::add);
      read += text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
    }
  }
}
