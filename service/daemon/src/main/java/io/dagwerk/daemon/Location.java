package io.dagwerk.daemon;

import io.dagwerk.codeclient.Answer;
import io.dagwerk.codeclient.CodeLocation;
import io.dagwerk.codeclient.CodeServer;
import io.dagwerk.codeclient.CodeServerAddress;
import io.dagwerk.codeclient.EndedWorker;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.RunId;
import io.dagwerk.model.SizeLimits;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A code location, kept served: its code server is started, started again when it dies, and
/// replaced when the code is loaded anew. The old version is served until the new one is ready, and
/// lives on until its runs have ended. One that somebody else starts is connected to, and connected
/// to anew when it is gone. Thread-safe.
final class Location implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Location.class.getName());

  /// Apart, because commands that serve for a moment leave it out.
  private static final System.Logger NOT_TURNED = System.getLogger(NotTurned.class.getName());

  private static final Duration START = Duration.ofSeconds(30);
  private static final int MOST_REPLACED = 3;

  /// Until it is known how.
  private static final ErrorInfo JUST_ENDED =
      ErrorInfo.ofMessage("CodeServer", "its code server ended just now");

  private final String name;
  private final CodeServers codeServers;
  private final Duration longestLoad;
  private final SizeLimits limits;
  private final Listener listener;
  private final LinkedBlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final List<ServedVersion> retired = new ArrayList<>();
  private final Thread thread;
  private Optional<ServedVersion> served = Optional.empty();
  private Optional<Code> loaded = Optional.empty();
  private LocationStatus.State state = LocationStatus.State.LOADING;
  private Optional<ErrorInfo> trouble = Optional.empty();
  private long ends;

  /// What was last said to be declared and not turned.
  private List<NotTurned> notTurned = List.of();

  /// How a location stands, and how often its code server ended while it was served.
  record Lives(LocationStatus status, long ends) {}

  /// Is told what happens to a location, in threads of its own.
  ///
  /// @param ended a worker is gone
  /// @param changed the location stands otherwise than before
  record Listener(Consumer<EndedWorker> ended, Runnable changed) {}

  /// Code that can be served. Equal when it is the same.
  interface Code {
    /// @throws IOException when no code server can be started
    CodeServer serve() throws IOException;
  }

  /// Starts code servers, or finds those that others start.
  interface CodeServers extends AutoCloseable {
    /// The code as it is now.
    ///
    /// @throws IOException when it is not there, or cannot be loaded
    Code code() throws IOException, InterruptedException;

    /// Does beforehand what the next start needs.
    ///
    /// @throws IOException when the process cannot be started
    void prepare() throws IOException;

    /// Between two tries to have one.
    Duration longestPause();

    @Override
    void close();
  }

  private sealed interface Signal {
    record Reload() implements Signal {}

    /// The code may be another than before.
    record Changed() implements Signal {}

    /// The code server of a version answers no more.
    ///
    /// @param how its message is a sentence
    record Died(ServedVersion version, ErrorInfo how) implements Signal {}

    record Closed() implements Signal {}
  }

  /// @param longestLoad how long the code may take to be loaded
  /// @param limits how large what it defines may be
  Location(
      String name,
      CodeServers codeServers,
      Duration longestLoad,
      SizeLimits limits,
      Listener listener) {
    this.name = name;
    this.codeServers = codeServers;
    this.longestLoad = longestLoad;
    this.limits = limits;
    this.listener = listener;
    this.thread =
        Thread.ofPlatform().daemon().name("dagwerk-location-" + name).unstarted(this::supervise);
  }

  void start() {
    thread.start();
  }

  String name() {
    return name;
  }

  synchronized LocationStatus status() {
    Optional<LocationSnapshot> snapshot = served.map(ServedVersion::snapshot);
    return state == LocationStatus.State.READY && served.filter(ServedVersion::isGone).isPresent()
        ? new LocationStatus(name, LocationStatus.State.DOWN, snapshot, Optional.of(JUST_ENDED))
        : new LocationStatus(name, state, snapshot, trouble);
  }

  synchronized Lives lives() {
    return new Lives(status(), ends);
  }

  /// The version that new runs get; empty while no code server answers.
  synchronized Optional<ServedVersion> ready() {
    return state == LocationStatus.State.READY
        ? served.filter(version -> !version.isGone())
        : Optional.empty();
  }

  /// The version that new runs get, kept for an attempt; empty while no code server answers.
  Optional<ServedVersion> readyFor(RunId run, int attempt) {
    for (int i = 0; i < MOST_REPLACED; i++) {
      Optional<ServedVersion> version = ready();
      if (version.isEmpty() || version.get().keepFor(run, attempt)) {
        return version;
      }
      // It was replaced just now.
    }
    return Optional.empty();
  }

  void reload() {
    signals.add(new Signal.Reload());
  }

  /// Loads the code, if it is another than before.
  void changed() {
    signals.add(new Signal.Changed());
  }

  /// Kills the worker of an attempt, if this location's code servers know it.
  void kill(RunId run, int attempt) {
    List<ServedVersion> all;
    synchronized (this) {
      all = new ArrayList<>(retired);
      served.ifPresent(all::add);
    }
    all.forEach(version -> version.kill(run, attempt));
  }

  private void supervise() {
    RestartPause pause = RestartPause.FIRST;
    try {
      load();
      while (true) {
        Signal signal =
            isDown()
                ? signals.poll(pauseFor(pause).toMillis(), TimeUnit.MILLISECONDS)
                : signals.take();
        pause = act(signal, pause);
        if (signal instanceof Signal.Closed) {
          return;
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration pauseFor(RestartPause pause) {
    Duration longest = codeServers.longestPause();
    return pause.next().compareTo(longest) < 0 ? pause.next() : longest;
  }

  /// @param signal none when it is time to start the code server again
  /// @return the pause from now on
  private RestartPause act(@Nullable Signal signal, RestartPause pause)
      throws InterruptedException {
    return switch (signal) {
      case Signal.Closed _ -> pause;
      case Signal.Reload _ -> {
        load();
        yield RestartPause.FIRST;
      }
      case Signal.Changed _ -> {
        // What has changed until now is loaded at once.
        signals.removeIf(Signal.Changed.class::isInstance);
        loadChanged();
        yield RestartPause.FIRST;
      }
      case Signal.Died(ServedVersion version, ErrorInfo how) -> died(version, how, pause);
      case null -> {
        load();
        yield isDown() ? pause.afterFailure() : pause;
      }
    };
  }

  private synchronized boolean isDown() {
    return state == LocationStatus.State.DOWN;
  }

  private void load() throws InterruptedException {
    load(_ -> true);
  }

  private void loadChanged() throws InterruptedException {
    load(code -> !isServed(code));
  }

  private void load(Predicate<Code> isWanted) throws InterruptedException {
    Optional<CodeServer> server = Optional.empty();
    try {
      codeServers.prepare();
      Code code = codeServers.code();
      if (!isWanted.test(code)) {
        mended();
        return;
      }
      CodeServer started = code.serve();
      server = Optional.of(started);
      CodeServerAddress address = started.address().get(START.toMillis(), TimeUnit.MILLISECONDS);
      switchTo(started, started.client(address, limits), code);
      prepareNext();
    } catch (UnloadableCode e) {
      failed(server, e.error());
    } catch (ExecutionException | CompletionException e) {
      failed(server, notListening(Optional.ofNullable(e.getCause()).orElse(e)));
    } catch (IOException | RuntimeException e) {
      // Also what a source does not foresee, such as a class file that is half written.
      failed(server, ErrorInfo.of(e));
    } catch (TimeoutException e) {
      failed(
          server,
          ErrorInfo.ofMessage(
              "CodeServer", "its code server did not listen within %s".formatted(START)));
    }
  }

  /// What is served already does not suffer from it.
  private void prepareNext() {
    try {
      codeServers.prepare();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "location '%s': the next version will take longer".formatted(name), e);
    }
  }

  private synchronized boolean isServed(Code code) {
    return state == LocationStatus.State.READY && loaded.equals(Optional.of(code));
  }

  /// What could not be loaded is gone, and the code is again what is served.
  private void mended() {
    boolean wasTroubled;
    synchronized (this) {
      wasTroubled = trouble.isPresent();
      trouble = Optional.empty();
    }
    if (wasTroubled) {
      listener.changed().run();
    }
  }

  private void switchTo(CodeServer server, CodeLocation client, Code code)
      throws InterruptedException {
    switch (client.describe(longestLoad)) {
      case Answer.Missing<LocationSnapshot>(ErrorInfo error) -> {
        client.close();
        failed(
            Optional.of(server), CodeLocation.isUnanswered(error) ? server.explain(error) : error);
      }
      case Answer.Given<LocationSnapshot>(LocationSnapshot snapshot)
          when !snapshot.name().equals(name) -> {
        client.close();
        failed(Optional.of(server), isAnother(snapshot.name()));
      }
      case Answer.Given<LocationSnapshot>(LocationSnapshot snapshot) -> {
        ServedVersion version = new ServedVersion(server, client, snapshot);
        version.watch(listener.ended());
        var _ = server.gone().thenAccept(how -> signals.add(new Signal.Died(version, how)));
        serve(version, code);
      }
    }
  }

  private static ErrorInfo notListening(Throwable why) {
    return why instanceof IOException
        ? ErrorInfo.ofMessage("CodeServer", String.valueOf(why.getMessage()))
        : ErrorInfo.of(why);
  }

  private ErrorInfo isAnother(String served) {
    return ErrorInfo.ofMessage(
        "CodeServer",
        "its code server serves location '%s', but '%s' was expected; start it with --location %s, or call the location '%s' here"
            .formatted(served, name, name, served));
  }

  private void serve(ServedVersion version, Code code) {
    Optional<ServedVersion> old;
    synchronized (this) {
      old = served.filter(before -> !before.isGone());
      served = Optional.of(version);
      loaded = Optional.of(code);
      state = LocationStatus.State.READY;
      trouble = Optional.empty();
      old.ifPresent(retired::add);
      notifyAll();
    }
    sayNotTurned(NotTurned.of(version.snapshot()));
    listener.changed().run();
    // The end of a process takes a moment, in which the next version may come.
    old.ifPresent(before -> Thread.startVirtualThread(before::retire));
  }

  /// Once, and again when it is something else.
  private void sayNotTurned(List<NotTurned> now) {
    if (!notTurned.equals(now)) {
      notTurned = now;
      now.forEach(
          each -> NOT_TURNED.log(Level.WARNING, "location '%s': %s".formatted(name, each.text())));
    }
  }

  private void failed(Optional<CodeServer> server, ErrorInfo error) {
    server.ifPresent(CodeServer::close);
    boolean isNew;
    synchronized (this) {
      isNew = !trouble.equals(Optional.of(error));
      trouble = Optional.of(error);
      if (state == LocationStatus.State.LOADING) {
        state = LocationStatus.State.DOWN;
        notifyAll();
      }
    }
    if (isNew) {
      LOG.log(Level.WARNING, "location '%s': %s".formatted(name, error.summary()));
      listener.changed().run();
    }
  }

  private RestartPause died(ServedVersion version, ErrorInfo how, RestartPause pause) {
    RestartPause next = version.isOwn() ? pause.afterEnd(version.age()) : RestartPause.FIRST;
    String what =
        "%s; it is %s again in %s"
            .formatted(how.message(), version.isOwn() ? "started" : "tried", next.inWords());
    boolean wasServed;
    synchronized (this) {
      retired.remove(version);
      wasServed = served.filter(version::equals).isPresent();
      if (wasServed) {
        ends++;
        state = LocationStatus.State.DOWN;
        trouble = Optional.of(new ErrorInfo("CodeServer", what, how.frames(), Optional.empty()));
      }
    }
    if (wasServed) {
      LOG.log(Level.WARNING, "location '%s': %s".formatted(name, what));
      listener.changed().run();
    }
    return wasServed ? next : pause;
  }

  /// The version that is served; waits for the first one while it is loading.
  ///
  /// @throws Refused when none is
  ServedVersion serving() {
    awaitLoading();
    return ready()
        .orElseThrow(() ->
            new Refused(
                "location '%s' %s; look at `dagwerk locations list`"
                    .formatted(name, status().describe())));
  }

  /// Waits while the first code server is starting.
  synchronized void awaitLoading() {
    long until = System.nanoTime() + longestLoad.toNanos();
    try {
      for (long left = longestLoad.toMillis();
          state == LocationStatus.State.LOADING && left > 0;
          left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())) {
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// @throws Refused when the code server did not answer
  <T> T answered(Answer<T> answer) {
    return switch (answer) {
      case Answer.Given<T>(T value) -> value;
      case Answer.Missing<T>(ErrorInfo error) ->
          throw new Refused("location '%s' did not answer: %s".formatted(name, error.summary()));
    };
  }

  @Override
  public void close() {
    signals.add(new Signal.Closed());
    thread.interrupt();
    codeServers.close();
    List<ServedVersion> all;
    synchronized (this) {
      all = new ArrayList<>(retired);
      served.ifPresent(all::add);
    }
    all.forEach(ServedVersion::close);
  }
}
