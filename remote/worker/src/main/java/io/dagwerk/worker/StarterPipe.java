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
/// to know. Nobody may be there any more; then nothing is told. Thread-safe.
///
/// It is file descriptor 3, because standard output and error belong to the run, and since what the
/// worker starts does not inherit it.
public final class StarterPipe implements AutoCloseable {
  /// The worker's end.
  public static final int DESCRIPTOR = 3;

  private static final String READY = "ready";
  private static final String HIDE = "hide ";
  private static final String OVER = "over";
  private static final String STUCK = "stuck";
  private static final String FULL = "full";
  private static final String PRINTED = "printed ";
  private static final String ENDED = "ended ";

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

    /// One of the runs that share the worker has ended here; the worker goes on.
    ///
    /// @param how in words
    record Ended(String run, int attempt, String how) implements Told {}

    /// Code of a run that has ended goes on, in a worker that runs share.
    record Stuck() implements Told {}

    /// Most of the heap of a worker that runs share stays in use.
    record Full() implements Told {}

    /// A line that was printed by no run of those that share the worker, without their secrets.
    record Printed(String line) implements Told {}
  }

  /// What a line of the pipe tells; empty for what is not known.
  public static Optional<Told> parse(String line) {
    if (line.equals(READY)) {
      return Optional.of(new Told.Ready());
    }
    if (line.equals(OVER)) {
      return Optional.of(new Told.Over());
    }
    if (line.equals(STUCK)) {
      return Optional.of(new Told.Stuck());
    }
    if (line.equals(FULL)) {
      return Optional.of(new Told.Full());
    }
    if (line.startsWith(ENDED)) {
      return ended(line.substring(ENDED.length()).split(" ", -1));
    }
    if (line.startsWith(PRINTED)) {
      return decoded(line.substring(PRINTED.length())).map(Told.Printed::new);
    }
    return line.startsWith(HIDE)
        ? decoded(line.substring(HIDE.length())).map(Told.Hide::new)
        : Optional.empty();
  }

  private static Optional<Told> ended(String[] parts) {
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      int attempt = Integer.parseInt(parts[1]);
      return decoded(parts[2]).map(how -> new Told.Ended(parts[0], attempt, how));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// A line that is cut off by the end of its process tells nothing.
  private static Optional<String> decoded(String encoded) {
    try {
      return Optional.of(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
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
      told.append(HIDE).append(encoded(secret)).append('\n');
    }
    tell(told.toString());
  }

  void ended(String run, int attempt, String how) {
    tell("%s%s %d %s\n".formatted(ENDED, run, attempt, encoded(how)));
  }

  void stuck() {
    tell(STUCK + "\n");
  }

  void full() {
    tell(FULL + "\n");
  }

  void printed(String line) {
    tell(PRINTED + encoded(line) + "\n");
  }

  private synchronized void tell(String text) {
    try {
      lines.write(text.getBytes(StandardCharsets.US_ASCII));
      lines.flush();
    } catch (IOException e) {
      // Whoever started this process is gone, and shows nothing of it.
    }
  }

  @Override
  public synchronized void close() throws IOException {
    lines.close();
  }
}
