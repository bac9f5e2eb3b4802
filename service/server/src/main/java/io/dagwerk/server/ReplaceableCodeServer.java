package io.dagwerk.server;

import io.dagwerk.codeclient.CodeServerProcess;
import io.dagwerk.protocol.ListenSpec;
import io.dagwerk.protocol.NetworkAddress;
import io.dagwerk.protocol.ProcessEnd;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// A code server at an address that stays, whose process is replaced by one of the next version
/// when that has loaded its code. A version that cannot be loaded changes nothing. Runs that the
/// process before has started go on.
final class ReplaceableCodeServer implements AutoCloseable {
  /// How long a version may take to listen, and then to be loaded.
  private static final long LONGEST_START_SECONDS = 30;

  private static final long LONGEST_LOAD_SECONDS = 120;

  private final Versions versions;
  private final ListenSpec listen;
  private final PrintStream out;
  private final LinkedBlockingQueue<Told> told = new LinkedBlockingQueue<>();
  private volatile Optional<CodeServerRelay> relay = Optional.empty();
  private volatile Optional<Running> running = Optional.empty();

  /// Starts processes.
  interface Versions {
    /// The version that is there now, as a process that listens on a free port of loopback.
    ///
    /// @throws IOException when it cannot be started
    CodeServerProcess start() throws IOException;
  }

  private record Running(CodeServerProcess process, boolean isLoaded) {}

  private sealed interface Told {
    record Replace() implements Told {}

    record Stop() implements Told {}

    record Ended(CodeServerProcess process, ProcessEnd how) implements Told {}
  }

  /// How it came to its end.
  sealed interface End {
    record Stopped() implements End {}

    /// Its process ended by itself.
    record OfProcess(ProcessEnd how) implements End {}
  }

  /// @param listen where it is found
  /// @param out for what whoever has started it is to know
  ReplaceableCodeServer(Versions versions, ListenSpec listen, PrintStream out) {
    this.versions = versions;
    this.listen = listen;
    this.out = out;
  }

  /// When to listen for the first time.
  enum Listening {
    /// At once: who asks is told when the code cannot be loaded.
    AT_ONCE,
    /// When the code has loaded, so that whoever watches the port knows that; never when it cannot
    /// be.
    WHEN_LOADED
  }

  /// Starts the first version.
  ///
  /// @param announcement what is said when it listens at an address
  /// @throws IOException when it cannot be started, or nobody can listen there, or the code cannot
  ///   be loaded and it was to listen only then
  void start(Listening when, Function<NetworkAddress, String> announcement)
      throws IOException, InterruptedException {
    CodeServerProcess first = versions.start();
    running = Optional.of(new Running(first, false));
    int port = port(first);
    if (when == Listening.AT_ONCE) {
      open(port, announcement);
    }
    boolean isLoaded = isLoaded(first);
    running = Optional.of(new Running(first, isLoaded));
    if (when == Listening.WHEN_LOADED) {
      if (!isLoaded) {
        throw new IOException("its code cannot be loaded; it has printed why");
      }
      open(port, announcement);
    }
    watch(first);
  }

  private void open(int port, Function<NetworkAddress, String> announcement) throws IOException {
    CodeServerRelay opened = CodeServerRelay.listen(listen.address(), port);
    relay = Optional.of(opened);
    out.println(announcement.apply(listen.address().port(opened.port())));
  }

  private void watch(CodeServerProcess process) {
    var _ = process.ended().thenAccept(how -> told.add(new Told.Ended(process, how)));
  }

  /// Has the version that is there now take the place of the one that is served.
  void replace() {
    told.add(new Told.Replace());
  }

  /// Has it end.
  void stop() {
    told.add(new Told.Stop());
  }

  /// Does what it is told until it is at its end.
  End serve() throws InterruptedException {
    while (true) {
      switch (told.take()) {
        case Told.Stop() -> {
          return new End.Stopped();
        }
        case Told.Ended(CodeServerProcess process, ProcessEnd how) -> {
          if (running.filter(it -> it.process().equals(process)).isPresent()) {
            return new End.OfProcess(how);
          }
        }
        case Told.Replace() -> {
          // What was there when it began is not older than what they meant.
          told.removeIf(Told.Replace.class::isInstance);
          replaceNow();
        }
      }
    }
  }

  private void replaceNow() throws InterruptedException {
    Optional<CodeServerProcess> next = Optional.empty();
    try {
      next = Optional.of(versions.start());
      int port = port(next.get());
      boolean isLoaded = isLoaded(next.get());
      Running before = running.orElseThrow();
      if (!isLoaded && (before.isLoaded() || hasLoaded(before.process()))) {
        notReplaced(next, "its code cannot be loaded");
        return;
      }
      relay.orElseThrow().passTo(port);
      running = Optional.of(new Running(next.get(), isLoaded));
      watch(next.get());
      before.process().close();
      out.println("The version before was replaced; what is launched from now on is of this one");
    } catch (IOException | InvalidSettings e) {
      notReplaced(next, String.valueOf(e.getMessage()));
    }
  }

  /// Also one that took longer than it was waited for.
  private static boolean hasLoaded(CodeServerProcess process) {
    return process.loaded().state() == Future.State.SUCCESS && process.loaded().resultNow();
  }

  private void notReplaced(Optional<CodeServerProcess> next, String why) {
    next.ifPresent(CodeServerProcess::close);
    out.println("The next version is not served, and the one before goes on: " + why);
  }

  private static int port(CodeServerProcess process) throws IOException, InterruptedException {
    try {
      return process.port().get(LONGEST_START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException neverListened) {
      throw new IOException("it ended with " + process.ended().join().describe());
    } catch (TimeoutException e) {
      throw new IOException("it did not listen within %d s".formatted(LONGEST_START_SECONDS));
    }
  }

  private static boolean isLoaded(CodeServerProcess process)
      throws IOException, InterruptedException {
    try {
      return process.loaded().get(LONGEST_LOAD_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | CompletionException ended) {
      throw new IOException("it ended with " + process.ended().join().describe());
    } catch (TimeoutException e) {
      return false;
    }
  }

  @Override
  public void close() {
    relay.ifPresent(CodeServerRelay::close);
    running.map(Running::process).ifPresent(CodeServerProcess::close);
  }
}
