package io.dagwerk.codeserver;

import io.dagwerk.protocol.v1.CodeLocationProto.LaunchWorkerRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.SharedWorkerOrder;
import io.dagwerk.protocol.v1.CodeLocationProto.StopWorkerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A worker with the runs that share it. It gets so many at once, and so many in its life; then, or
/// when it is retired, it gets no more, and ends with the last that it has. Thread-safe.
final class SharedWorker {
  private final WorkerProcess process;
  private final Bounds bounds;
  private final Set<Key> runs = new LinkedHashSet<>();

  /// Those that have a place, and were not handed over yet.
  private final Set<Key> promised = new LinkedHashSet<>();

  /// Those that do not end, though they were asked to.
  private final Set<Key> givenUp = new LinkedHashSet<>();

  private int places;
  private boolean hasBegun;
  private boolean isRetired;
  private boolean hasEnded;

  /// An attempt of a run.
  record Key(String run, int attempt) {
    static Key of(LaunchWorkerRequest request) {
      return new Key(request.getRun(), request.getAttempt());
    }
  }

  /// @param atOnce how many runs it has at once at most
  /// @param ever how many in its life
  /// @param patience how long a run waits for a place of one that ends, until another process is
  ///   started: most runs that share one are over by then, and the start of a JVM would take a core
  ///   from them
  record Bounds(int atOnce, int ever, Duration patience) {
    static final Bounds USUAL = new Bounds(64, 5000, Duration.ofMillis(200));
  }

  SharedWorker(WorkerProcess process, Bounds bounds) {
    this.process = process;
    this.bounds = bounds;
  }

  WorkerProcess process() {
    return process;
  }

  /// Keeps a place for an attempt, if there is one. Two attempts of a run are never in one worker:
  /// what is left of the first would be in the way of the second.
  ///
  /// @return whether there is
  synchronized boolean promise(Key key) {
    boolean hasPlace = !isRetired && process.isAlive() && runs.size() < bounds.atOnce();
    if (!hasPlace || runs.stream().anyMatch(other -> other.run().equals(key.run()))) {
      return false;
    }
    runs.add(key);
    promised.add(key);
    places++;
    isRetired = places >= bounds.ever();
    return true;
  }

  /// Whether it gets more runs, as soon as there are places.
  synchronized boolean isOpen() {
    return !isRetired && process.isAlive();
  }

  /// Hands over a run that has a place.
  ///
  /// @throws IOException when the process is gone; the place is given up then
  synchronized void give(LaunchWorkerRequest request) throws IOException {
    Key key = Key.of(request);
    promised.remove(key);
    try {
      if (hasEnded) {
        throw new IOException("its process has ended");
      }
      if (hasBegun) {
        process.order(SharedWorkerOrder.newBuilder().setLaunch(request).build());
      } else {
        hasBegun = true;
        process.give(request);
      }
    } catch (IOException e) {
      isRetired = true;
      runs.remove(key);
      throw e;
    }
    endWhenIdle();
  }

  /// Gives it no more runs.
  ///
  /// @return whether it would have got more
  synchronized boolean retire() {
    boolean isNew = !isRetired;
    isRetired = true;
    endWhenIdle();
    return isNew;
  }

  /// Its input may end when nothing is to come.
  private void endWhenIdle() {
    if (isRetired && promised.isEmpty()) {
      process.noMore();
    }
    if (!givenUp.isEmpty() && runs.isEmpty()) {
      process.kill();
    }
  }

  /// Takes note of the end of a run.
  ///
  /// @return whether it was there
  synchronized boolean end(Key key) {
    boolean wasThere = runs.remove(key);
    endWhenIdle();
    return wasThere;
  }

  /// Asks a run to end.
  synchronized void stop(Key key) {
    if (!hasBegun || promised.contains(key)) {
      // The process knows nothing of it yet.
      return;
    }
    try {
      process.order(
          SharedWorkerOrder.newBuilder()
              .setStop(StopWorkerRequest.newBuilder().setRun(key.run()).setAttempt(key.attempt()))
              .build());
    } catch (IOException e) {
      // Retired or gone: its host refuses the run, and its end is told with that of the process.
    }
  }

  /// Waits for a run no more that was asked to end.
  ///
  /// @return whether it was there still
  synchronized boolean giveUp(Key key) {
    if (!runs.remove(key)) {
      return false;
    }
    givenUp.add(key);
    isRetired = true;
    endWhenIdle();
    return true;
  }

  /// Takes all runs from it that it was given: it has ended. Those that it was not given yet find
  /// another place.
  synchronized List<Key> takeAll() {
    List<Key> left = new ArrayList<>(runs);
    left.removeAll(promised);
    runs.retainAll(promised);
    isRetired = true;
    hasEnded = true;
    return left;
  }

  synchronized boolean has(Key key) {
    return runs.contains(key);
  }

  synchronized boolean isIdle() {
    return runs.isEmpty();
  }
}
