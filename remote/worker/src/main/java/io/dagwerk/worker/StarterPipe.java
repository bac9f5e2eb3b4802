package io.dagwerk.worker;

import io.dagwerk.execution.SecretMask;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.Optional;

/// The pipe over which a worker tells whoever started it, line by line, what no other process has
/// to know. Nobody may be there any more; then nothing is told. Confined to one thread at a time.
///
/// It is file descriptor 3, because standard output and error belong to the run, and since what the
/// worker starts does not inherit it.
public final class StarterPipe implements AutoCloseable {
  /// The worker's end.
  public static final int DESCRIPTOR = 3;

  private static final String READY = "ready";
  private static final String HIDE = "hide ";
  private static final String OVER = "over";

  private final OutputStream lines;

  private StarterPipe(OutputStream lines) {
    this.lines = lines;
  }

  /// What a worker tells.
  public sealed interface Told {
    /// The definitions are loaded, a run may come.
    record Ready() implements Told {}

    /// A secret of the run, which must not be shown in the last words of the worker.
    record Hide(String secret) implements Told {}

    /// The run has its end, and the host knows it: the process ends of itself.
    record Over() implements Told {}
  }

  /// What a line of the pipe tells; empty for what is not known.
  public static Optional<Told> parse(String line) {
    if (line.equals(READY)) {
      return Optional.of(new Told.Ready());
    }
    if (line.equals(OVER)) {
      return Optional.of(new Told.Over());
    }
    return line.startsWith(HIDE) ? secret(line.substring(HIDE.length())) : Optional.empty();
  }

  /// A line that is cut off by the end of its process is no secret.
  private static Optional<Told> secret(String encoded) {
    try {
      byte[] text = Base64.getDecoder().decode(encoded);
      return Optional.of(new Told.Hide(new String(text, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// The end of this process.
  ///
  /// @throws IOException when it was started without one
  static StarterPipe open() throws IOException {
    return new StarterPipe(
        Files.newOutputStream(Path.of("/dev/fd/" + DESCRIPTOR), StandardOpenOption.WRITE));
  }

  void ready() {
    tell(READY + "\n");
  }

  void over() {
    tell(OVER + "\n");
  }

  void hide(SecretMask secrets) {
    StringBuilder told = new StringBuilder();
    for (String secret : secrets.reveal()) {
      byte[] text = secret.getBytes(StandardCharsets.UTF_8);
      told.append(HIDE).append(Base64.getEncoder().encodeToString(text)).append('\n');
    }
    tell(told.toString());
  }

  private void tell(String text) {
    try {
      lines.write(text.getBytes(StandardCharsets.US_ASCII));
      lines.flush();
    } catch (IOException e) {
      // Whoever started this process is gone, and shows nothing of it.
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
