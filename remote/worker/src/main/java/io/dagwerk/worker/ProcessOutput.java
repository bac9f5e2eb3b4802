package io.dagwerk.worker;

import io.dagwerk.execution.PrintedLines;
import io.dagwerk.execution.SecretMask;
import io.dagwerk.model.Event;
import io.dagwerk.model.Event.Attribution;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What reaches the standard output and the standard error of this process: of native code, of
/// subprocesses that inherit them, of the JVM, and of threads that work for nobody. Thread-safe.
///
/// It goes to two files, which are looked at four times a second: they take what is written when
/// this process is about to die, and when nobody reads.
final class ProcessOutput implements OtherOutput, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ProcessOutput.class.getName());
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final long LARGEST_FILE = 64L << 20;

  private final StarterPipe starter;
  private final List<Followed> streams;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Optional<Run> run = Optional.empty();

  /// Who gets what is printed.
  private record Run(SecretMask secrets, Consumer<Event.Printed> prints) {}

  private record Followed(FollowedFile file, PrintedLines lines) {}

  private ProcessOutput(OutputFiles files, StarterPipe starter) throws IOException {
    this.starter = starter;
    this.streams =
        List.of(
            new Followed(
                FollowedFile.open(files.stdout(), LARGEST_FILE),
                new PrintedLines(line -> print(Event.Stream.STDOUT, line))),
            new Followed(
                FollowedFile.open(files.stderr(), LARGEST_FILE),
                new PrintedLines(line -> print(Event.Stream.STDERR, line))));
  }

  /// Begins to follow the files.
  ///
  /// @param starter told what is to be hidden, because it shows the last words of this process
  static ProcessOutput follow(OutputFiles files, StarterPipe starter) throws IOException {
    ProcessOutput output = new ProcessOutput(files, starter);
    Thread.ofPlatform().daemon().name("dagwerk-output").start(output::lookAgainAndAgain);
    return output;
  }

  private void print(Event.Stream stream, String line) {
    run.ifPresent(it ->
        it.prints()
            .accept(
                new Event.Printed(
                    Optional.empty(), stream, it.secrets().mask(line), Attribution.UNKNOWN)));
  }

  /// Gives what is printed from now on to nobody's run: several share this process.
  void give(SharedOutput shared) {
    begins(SecretMask.of(List.of()), shared::tell);
  }

  @Override
  public synchronized void begins(SecretMask secrets, Consumer<Event.Printed> prints) {
    starter.hide(secrets);
    streams.forEach(stream -> stream.lines().open());
    run = Optional.of(new Run(secrets, prints));
  }

  @Override
  public synchronized void ends() {
    if (run.isPresent()) {
      look();
      streams.forEach(stream -> stream.lines().close());
      run = Optional.empty();
    }
  }

  private void lookAgainAndAgain() {
    try {
      while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS) && look()) {
        // Until it is over.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// @return whether the files can be read
  private synchronized boolean look() {
    try {
      for (Followed stream : streams) {
        if (run.isPresent()) {
          stream.file().read((bytes, length) -> stream.lines().write(bytes, 0, length));
        } else {
          stream.file().bound();
        }
      }
      return true;
    } catch (IOException e) {
      LOG.log(Level.WARNING, "what is printed to this process is not shown any more", e);
      return false;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed.countDown();
    for (Followed stream : streams) {
      stream.file().close();
    }
  }
}
