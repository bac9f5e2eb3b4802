package io.dagwerk.execution;

import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Mode;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.Type;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The resources of a run: each is opened when it is first needed, and all are closed in reverse
/// order at its end. One that an interrupted step was using is suspect: the next reader gets a new
/// one. Nothing waits for a resource that is being opened but those who need it, and closing has a
/// deadline. Thread-safe.
final class OpenResources {
  private final Mode mode;
  private final BoundConfigs configs;
  private final GatedSink events;
  private final LogScope scope;
  private final Duration longestClosing;
  private final Map<Resource<?>, ReentrantLock> turns = new HashMap<>();
  private final Map<Resource<?>, Object> open = new LinkedHashMap<>();
  private final Deque<Opened> closing = new ArrayDeque<>();
  private boolean closed;

  /// @param longestClosing how long one may take to close before it is left behind
  OpenResources(
      RunId run, Mode mode, BoundConfigs configs, EventSink events, Duration longestClosing) {
    this.mode = mode;
    this.configs = configs;
    this.events = new GatedSink(events);
    this.scope = LogScope.of(run, this.events);
    this.longestClosing = longestClosing;
  }

  private record Opened(Resource<?> resource, Object value) {}

  /// The resource that the mode puts in this one's place, opened.
  ///
  /// @throws ResourceFailed when its function throws, or gives nothing or something else
  Object get(Resource<?> declared) throws ResourceFailed, InterruptedException {
    Resource<?> actual = mode.actual(declared);
    ReentrantLock turn = turn(actual);
    turn.lockInterruptibly();
    try {
      Optional<Object> already = find(actual);
      return already.isPresent() ? already.get() : opened(actual);
    } finally {
      turn.unlock();
    }
  }

  private synchronized ReentrantLock turn(Resource<?> resource) {
    return turns.computeIfAbsent(resource, _ -> new ReentrantLock());
  }

  private synchronized Optional<Object> find(Resource<?> resource) {
    return Optional.ofNullable(open.get(resource));
  }

  private Object opened(Resource<?> resource) throws ResourceFailed, InterruptedException {
    List<Object> inputs = new ArrayList<>();
    for (Input<?> input : resource.compute().inputs()) {
      inputs.add(
          switch (input) {
            case Resource<?> other -> get(other);
            case Input.Config<?> _ -> configs.of(resource);
            default ->
                throw new ResourceFailed(
                    resource,
                    new IllegalArgumentException(
                        "a resource is made from resources and config, but found " + input));
          });
    }
    long start = System.nanoTime();
    Object value = made(resource, inputs);
    keep(new Opened(resource, value), since(start));
    return value;
  }

  @SuppressWarnings("NullableProblems") // user code may return null, whatever its type says
  private Object made(Resource<?> resource, List<Object> inputs)
      throws ResourceFailed, InterruptedException {
    try {
      Object value = scope.call(() -> resource.compute().apply(inputs));
      if (value == null) {
        throw new IllegalStateException("its function returned null; return the open resource");
      }
      Type<?> type = resource.type();
      return type.cast(value);
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      throw new ResourceFailed(resource, e);
    }
  }

  private void keep(Opened opened, Duration took) throws ResourceFailed {
    synchronized (this) {
      if (!closed) {
        open.put(opened.resource(), opened.value());
        closing.push(opened);
        events.append(new Event.ResourceOpened(opened.resource().name(), took));
        return;
      }
    }
    close(opened);
    throw new ResourceFailed(
        opened.resource(), new IllegalStateException("the run ended while it was being opened"));
  }

  /// Lets the next reader of these, of what they are made from, and of what is made from any of
  /// them open new ones; the old ones are closed with the others.
  synchronized void suspect(Iterable<Resource<?>> used) {
    used.forEach(resource -> drop(mode.actual(resource)));
    boolean changed = true;
    while (changed) {
      changed =
          open.keySet()
              .removeIf(
                  resource -> made(resource).stream().anyMatch(inner -> !open.containsKey(inner)));
    }
  }

  private void drop(Resource<?> resource) {
    if (open.remove(resource) != null) {
      made(resource).forEach(this::drop);
    }
  }

  /// What a resource is made from.
  private List<Resource<?>> made(Resource<?> resource) {
    List<Resource<?>> from = new ArrayList<>();
    for (Input<?> input : resource.compute().inputs()) {
      if (input instanceof Resource<?> inner) {
        from.add(mode.actual(inner));
      }
    }
    return from;
  }

  /// Closes all, the last opened first, and lets none be opened from now on. What closing throws is
  /// an event. Nothing is heard of them after this.
  void close() {
    List<Opened> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(closing);
      closing.clear();
      open.clear();
    }
    for (Opened each : all) {
      long start = System.nanoTime();
      Optional<ErrorInfo> error = close(each);
      events.append(new Event.ResourceClosed(each.resource().name(), since(start), error));
    }
    scope.end();
    events.close();
  }

  private Optional<ErrorInfo> close(Opened opened) {
    return ResourceClosing.of(opened.resource(), opened.value())
        .flatMap(closing -> closing.within(longestClosing, scope));
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
