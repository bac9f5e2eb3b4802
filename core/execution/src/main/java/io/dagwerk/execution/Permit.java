package io.dagwerk.execution;

import io.dagwerk.model.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/// The right of one attempt, look or hook to be heard and to store: it logs through its permit, is
/// asked to stop by it, and loses it when the run goes on without it. Thread-safe.
///
/// What still comes when the permit is over is refused, so that nothing of an attempt follows its
/// end.
public final class Permit implements EventSink {
  private final GatedSink events;
  private final BooleanSupplier elsewhere;
  private final List<Runnable> onStop = new ArrayList<>();
  private volatile State state = State.HELD;
  private volatile Optional<Throwable> broken = Optional.empty();

  Permit(EventSink events) {
    this(events, () -> true);
  }

  /// One that stands for a permit of another process.
  ///
  /// @param elsewhere whether that permit is current; asked whenever this one is
  Permit(EventSink events, BooleanSupplier elsewhere) {
    this.events = new GatedSink(events);
    this.elsewhere = elsewhere;
  }

  /// Each is followed by those below it only.
  private enum State {
    HELD,
    /// Asked to stop; a good end still counts.
    STOPPING,
    /// It took too long, so no end of it can be a good one.
    EXPIRED,
    OVER
  }

  @Override
  public void append(Event event) {
    try {
      events.append(event);
    } catch (RuntimeException | Error e) {
      broken = Optional.of(e);
      throw e;
    }
  }

  /// Whether it was asked to stop, for whatever reason.
  public boolean isStopping() {
    return state != State.HELD;
  }

  /// Whether what it stores can still count.
  public boolean isCurrent() {
    return (state == State.HELD || state == State.STOPPING) && elsewhere.getAsBoolean();
  }

  /// Call this right before something becomes visible to others. May wait until it is sure that the
  /// run is still this process's to bring to its end.
  ///
  /// @throws CancellationException when what it stores no longer counts
  @Override
  public void requireCurrent() {
    requireHeld();
    events.requireCurrent();
    // The wait may have been long.
    requireHeld();
  }

  private void requireHeld() {
    if (!isCurrent()) {
      throw new CancellationException(
          "this attempt took too long or was left behind, so it must not store any more");
    }
  }

  /// Calls this when it is asked to stop, on the thread that asks, or at once when it was. Never
  /// called when it comes to its end unasked. The action is short.
  public void onStop(Runnable action) {
    synchronized (onStop) {
      if (!isStopping()) {
        onStop.add(action);
        return;
      }
    }
    action.run();
  }

  /// Asks it to stop.
  void stop() {
    leave(State.STOPPING);
  }

  /// Asks it to stop, because it took too long.
  void expire() {
    leave(State.EXPIRED);
  }

  private void leave(State next) {
    List<Runnable> told;
    synchronized (onStop) {
      if (next.compareTo(state) > 0) {
        state = next;
      }
      told = List.copyOf(onStop);
      onStop.clear();
    }
    told.forEach(Runnable::run);
  }

  /// Ends it.
  void close() {
    synchronized (onStop) {
      state = State.OVER;
      onStop.clear();
    }
    events.close();
  }

  /// Why the log did not take an event, if that happened: no fault of whoever logged it.
  Optional<Throwable> broken() {
    return broken;
  }
}
