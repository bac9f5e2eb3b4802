package io.dagwerk.execution;

import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Mode;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.Type;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The resources of a run: each is opened when it is first needed, and all are closed in reverse
/// order at its end. One that an interrupted step was using is suspect: the next reader gets a new
/// one. Thread-safe.
final class OpenResources {
  private final Mode mode;
  private final BoundConfigs configs;
  private final EventSink events;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Resource<?>, Object> open = new LinkedHashMap<>();
  private final Deque<Opened> closing = new ArrayDeque<>();

  OpenResources(Mode mode, BoundConfigs configs, EventSink events) {
    this.mode = mode;
    this.configs = configs;
    this.events = events;
  }

  private record Opened(Resource<?> resource, Object value) {}

  /// The resource that the mode puts in this one's place, opened.
  ///
  /// @throws ResourceFailed when its function throws, or gives nothing or something else
  Object get(Resource<?> declared) throws ResourceFailed, InterruptedException {
    lock.lockInterruptibly();
    try {
      Resource<?> actual = mode.actual(declared);
      Object value = open.get(actual);
      if (value == null) {
        value = opened(actual);
        open.put(actual, value);
        closing.push(new Opened(actual, value));
      }
      return value;
    } finally {
      lock.unlock();
    }
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
    events.append(new Event.ResourceOpened(resource.name(), since(start)));
    return value;
  }

  @SuppressWarnings("NullableProblems") // user code may return null, whatever its type says
  private static Object made(Resource<?> resource, List<Object> inputs)
      throws ResourceFailed, InterruptedException {
    try {
      Object value = resource.compute().apply(inputs);
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

  /// Lets the next reader of these open new ones; the old ones are closed with the others.
  void suspect(Iterable<Resource<?>> used) {
    lock.lock();
    try {
      used.forEach(resource -> open.remove(mode.actual(resource)));
    } finally {
      lock.unlock();
    }
  }

  /// Closes all, the last opened first. What closing throws is an event.
  void close() {
    lock.lock();
    try {
      while (!closing.isEmpty()) {
        Opened last = closing.pop();
        long start = System.nanoTime();
        Optional<ErrorInfo> error = close(last);
        events.append(new Event.ResourceClosed(last.resource().name(), since(start), error));
      }
      open.clear();
    } finally {
      lock.unlock();
    }
  }

  private static Optional<ErrorInfo> close(Opened opened) {
    try {
      close(opened.resource(), opened.value());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(ErrorInfo.of(e));
    } catch (Throwable e) {
      return Optional.of(ErrorInfo.of(e));
    }
  }

  private static <T> void close(Resource<T> resource, Object value) throws Exception {
    if (resource.settings().closing().isPresent()) {
      resource.settings().closing().get().run(resource.type().cast(value));
    } else if (value instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
