package io.dagwerk.graphql;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/// What is told piece by piece for as long as somebody listens: the next piece is looked for when
/// the one before was taken. So a slow listener is told later and less often, and nothing piles up.
/// Each listener costs a virtual thread, which is interrupted when nobody listens any more.
///
/// @param <T> a piece
final class Pulled<T> implements Publisher<T> {
  private final Supplier<Source<T>> open;

  /// Where the pieces come from. Confined to one thread.
  interface Source<T> extends AutoCloseable {
    /// Waits for the next piece; empty when there is none any more.
    Optional<T> next() throws InterruptedException;

    @Override
    void close();
  }

  /// @param open called once per listener, in its thread
  Pulled(Supplier<Source<T>> open) {
    this.open = open;
  }

  @Override
  public void subscribe(Subscriber<? super T> subscriber) {
    Listening listening = new Listening(subscriber);
    subscriber.onSubscribe(listening);
    listening.thread.start();
  }

  private final class Listening implements Subscription {
    private final Subscriber<? super T> subscriber;
    private final Semaphore wanted = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().unstarted(this::tell);
    private volatile boolean isOver;

    Listening(Subscriber<? super T> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public void request(long more) {
      wanted.release((int) Math.min(more, Integer.MAX_VALUE / 2));
    }

    @Override
    public void cancel() {
      isOver = true;
      thread.interrupt();
    }

    private void tell() {
      try (Source<T> source = open.get()) {
        wanted.acquire();
        for (Optional<T> next = source.next(); next.isPresent() && !isOver; next = source.next()) {
          subscriber.onNext(next.get());
          wanted.acquire();
        }
        if (!isOver) {
          subscriber.onComplete();
        }
      } catch (InterruptedException | CancellationException canceled) {
        // Nobody listens any more.
      } catch (RuntimeException | Error e) {
        if (!isOver) {
          subscriber.onError(e);
        }
      }
    }
  }
}
