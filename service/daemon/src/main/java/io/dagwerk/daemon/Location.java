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
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A code location, kept served: its code server is started, started again when it dies, and
/// replaced when the code is loaded anew. The old version is served until the new one is ready, and
/// lives on until its runs have ended. One that somebody else starts is connected to, and connected
/// to anew when it is gone. Thread-safe.
final class Location implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Location.class.getName());

  private static final Duration START = Duration.ofSeconds(30);
  private static final int MOST_REPLACED = 3;

  /// How many versions are asked the same, each of which leaves on the way.
  private static final int MOST_ASKED = 10;

  private final String name;
  private final Patience patience;
  private final SizeLimits limits;
  private final Listener listener;
  private final LinkedBlockingQueue<LocationSignal> signals = new LinkedBlockingQueue<>();
  private final List<ServedVersion> retired = new ArrayList<>();
  private final NotTurnedNotices notices;
  private final Thread thread;

  /// Changed by the thread of this location alone.
  private volatile CodeServers codeServers;

  private Optional<ServedVersion> served = Optional.empty();
  private Optional<Code> loaded = Optional.empty();
  private LocationStatus.State state = LocationStatus.State.LOADING;
  private boolean isMoving;
  private Optional<ErrorInfo> trouble = Optional.empty();
  private long ends;
  private boolean isStopped;

  /// Since when none answers that did, by [System#nanoTime].
  private Optional<Long> awaySince = Optional.empty();

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

  /// @param limits how large what it defines may be
  Location(
      String name,
      CodeServers codeServers,
      Patience patience,
      SizeLimits limits,
      Listener listener) {
    this.name = name;
    this.codeServers = codeServers;
    this.patience = patience;
    this.limits = limits;
    this.listener = listener;
    this.notices = new NotTurnedNotices(name);
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
        ? new LocationStatus(
            name, LocationStatus.State.DOWN, snapshot, Optional.of(LoadTrouble.JUST_ENDED))
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
    signals.add(new LocationSignal.Reload());
  }

  /// Loads the code, if it is another than before.
  void changed() {
    signals.add(new LocationSignal.Changed());
  }

  /// Takes the code from elsewhere; the old is served until the new is ready.
  void move(CodeServers to) {
    signals.add(new LocationSignal.Moved(to));
  }

  /// Kills the worker of an attempt, if this location's code servers know it.
  void kill(RunId run, int attempt) {
    all().forEach(version -> version.kill(run, attempt));
  }

  private synchronized List<ServedVersion> all() {
    List<ServedVersion> all = new ArrayList<>(retired);
    served.ifPresent(all::add);
    return all;
  }

  private void supervise() {
    RestartPause pause = RestartPause.FIRST;
    try {
      load();
      while (true) {
        LocationSignal signal =
            isDown()
                ? signals.poll(pauseFor(pause).toMillis(), TimeUnit.MILLISECONDS)
                : signals.take();
        pause = act(signal, pause);
        if (signal instanceof LocationSignal.Closed) {
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
  private RestartPause act(@Nullable LocationSignal signal, RestartPause pause)
      throws InterruptedException {
    return switch (signal) {
      case LocationSignal.Closed _ -> pause;
      case LocationSignal.Reload _ -> {
        load();
        yield RestartPause.FIRST;
      }
      case LocationSignal.Moved(CodeServers to) -> {
        codeServers.close();
        codeServers = to;
        synchronized (this) {
          isMoving = true;
        }
        load();
        yield RestartPause.FIRST;
      }
      case LocationSignal.Changed _ -> {
        // What has changed until now is loaded at once.
        signals.removeIf(LocationSignal.Changed.class::isInstance);
        loadChanged();
        yield RestartPause.FIRST;
      }
      case LocationSignal.Died(ServedVersion version, ErrorInfo how) -> died(version, how, pause);
      case null -> {
        load();
        yield isDown() ? pause.afterFailure() : pause;
      }
    };
  }

  /// Also while the place that it is to be served from is not there yet.
  private synchronized boolean isDown() {
    return state == LocationStatus.State.DOWN || isMoving;
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
    } catch (InterruptedException closed) {
      server.ifPresent(CodeServer::close);
      throw closed;
    } catch (UnloadableCode e) {
      failed(server, e.error());
    } catch (ExecutionException | CompletionException e) {
      failed(server, LoadTrouble.notListening(Optional.ofNullable(e.getCause()).orElse(e)));
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
    switch (client.describe(patience.load())) {
      case Answer.Missing<LocationSnapshot>(ErrorInfo error) -> {
        client.close();
        failed(
            Optional.of(server), CodeLocation.isUnanswered(error) ? server.explain(error) : error);
      }
      case Answer.Given<LocationSnapshot>(LocationSnapshot snapshot)
          when !snapshot.name().equals(name) -> {
        client.close();
        failed(Optional.of(server), LoadTrouble.isAnother(snapshot.name(), name));
      }
      case Answer.Given<LocationSnapshot>(LocationSnapshot snapshot) -> {
        ServedVersion version = new ServedVersion(server, client, snapshot);
        version.watch(listener.ended());
        var _ = server.gone().thenAccept(how -> signals.add(new LocationSignal.Died(version, how)));
        serve(version, code);
      }
    }
  }

  private void serve(ServedVersion version, Code code) {
    Optional<ServedVersion> old;
    synchronized (this) {
      if (isStopped) {
        version.close();
        return;
      }
      old = served.filter(before -> !before.isGone());
      served = Optional.of(version);
      loaded = Optional.of(code);
      state = LocationStatus.State.READY;
      isMoving = false;
      trouble = Optional.empty();
      awaySince = Optional.empty();
      old.ifPresent(retired::add);
      notifyAll();
    }
    notices.tell(NotTurned.of(version.snapshot()));
    listener.changed().run();
    // The end of a process takes a moment, in which the next version may come.
    old.ifPresent(before -> Thread.startVirtualThread(before::retire));
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
        awaySince = Optional.of(System.nanoTime());
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

  /// The version that is served. Waits for the first one while it is loading, and for the next one
  /// while there is none for a moment, as between two versions.
  ///
  /// @throws NotServed when there is none
  ServedVersion serving() {
    awaitLoading();
    return awaitNext()
        .orElseThrow(() ->
            new NotServed(
                "location '%s' %s; look at `dagwerk locations list`"
                    .formatted(name, status().describe())));
  }

  /// What comes of questions to the version that is served. When that leaves some unanswered
  /// because another takes its place, all are asked of the next.
  ///
  /// @throws NotServed when there is none
  /// @throws Refused when what was asked for is refused
  <T> T asked(Function<ServedVersion, T> questions) {
    for (int i = 1; ; i++) {
      try {
        return questions.apply(serving());
      } catch (ServedVersion.Left left) {
        if (i == MOST_ASKED) {
          throw left;
        }
      }
    }
  }

  private synchronized Optional<ServedVersion> awaitNext() {
    long until = System.nanoTime() + patience.away().toNanos();
    Optional<ServedVersion> next = ready();
    try {
      for (long left = leftToWait(until); next.isEmpty() && left > 0; left = leftToWait(until)) {
        wait(left);
        next = ready();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return next;
  }

  /// In milliseconds; nothing for what was never served, or has been away for long.
  private long leftToWait(long until) {
    long most = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
    if (state == LocationStatus.State.READY) {
      // It has ended, which is told in a moment.
      return most;
    }
    return awaySince
        .map(since -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since))
        .map(away -> Math.min(most, patience.away().toMillis() - away))
        .orElse(0L);
  }

  /// Waits while the first code server is starting.
  synchronized void awaitLoading() {
    long until = System.nanoTime() + patience.load().toNanos();
    try {
      for (long left = patience.load().toMillis();
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

  /// Serves nobody any more; what was started lives until its runs have ended.
  void leave() {
    stop().forEach(ServedVersion::retire);
  }

  /// Whether nothing that it has started has a run any more.
  boolean isIdle() {
    return all().stream().noneMatch(ServedVersion::isBusy);
  }

  @Override
  public void close() {
    stop().forEach(ServedVersion::close);
  }

  /// @return all versions whose runs may be under way
  private List<ServedVersion> stop() {
    signals.add(new LocationSignal.Closed());
    thread.interrupt();
    codeServers.close();
    synchronized (this) {
      isStopped = true;
      awaySince = Optional.empty();
      state = LocationStatus.State.DOWN;
      notifyAll();
      return all();
    }
  }
}
