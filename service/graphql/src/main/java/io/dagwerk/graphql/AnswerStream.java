package io.dagwerk.graphql;

import graphql.ExecutionResult;
import io.dagwerk.model.ConfigTree;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/// The answers to one request, as they come: one to a query, and any number to a subscription. The
/// next is looked for when it is asked for. Confined to one thread, but for [#close()].
///
/// ```java
/// try (AnswerStream answers = api.answers(Principal.LOCAL, request)) {
///   for (var next = answers.next(); next.isPresent(); next = answers.next()) send(next.get());
/// }
/// ```
public final class AnswerStream implements AutoCloseable {
  private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
  private final Runnable askForOne;
  private final Runnable cancel;
  private boolean isOver;

  private sealed interface Told {
    record Next(ConfigTree answer) implements Told {}

    record Failed(Throwable why) implements Told {}

    record Over() implements Told {}
  }

  private AnswerStream(ConfigTree only) {
    this.askForOne = () -> {};
    this.cancel = () -> {};
    told.add(new Told.Next(only));
    told.add(new Told.Over());
  }

  private AnswerStream(Publisher<ExecutionResult> answers) {
    Listener listener = new Listener();
    answers.subscribe(listener);
    this.askForOne = listener::askForOne;
    this.cancel = listener::cancel;
  }

  static AnswerStream of(ConfigTree only) {
    return new AnswerStream(only);
  }

  static AnswerStream of(Publisher<ExecutionResult> answers) {
    return new AnswerStream(answers);
  }

  /// Waits for the next answer; empty when there is none any more.
  ///
  /// @throws IllegalStateException when what is told cannot be found out, with the cause
  public Optional<ConfigTree> next() throws InterruptedException {
    if (isOver) {
      return Optional.empty();
    }
    askForOne.run();
    return switch (told.take()) {
      case Told.Next(ConfigTree answer) -> Optional.of(answer);
      case Told.Failed(Throwable why) ->
          throw new IllegalStateException("what is subscribed to cannot be read", why);
      case Told.Over() -> {
        isOver = true;
        yield Optional.empty();
      }
    };
  }

  /// Nothing more is wanted; whoever waits is told that it is over.
  @Override
  public void close() {
    cancel.run();
    told.add(new Told.Over());
  }

  private final class Listener implements Subscriber<ExecutionResult> {
    private volatile Subscription subscription =
        new Subscription() {
          @Override
          public void request(long more) {
            throw new IllegalStateException("there is no subscription yet");
          }

          @Override
          public void cancel() {
            // There is nothing to end yet.
          }
        };

    void askForOne() {
      subscription.request(1);
    }

    void cancel() {
      subscription.cancel();
    }

    @Override
    public void onSubscribe(Subscription begun) {
      subscription = begun;
    }

    @Override
    public void onNext(ExecutionResult answer) {
      told.add(new Told.Next(ConfigTree.of(answer.toSpecification())));
    }

    @Override
    public void onError(Throwable why) {
      told.add(new Told.Failed(why));
    }

    @Override
    public void onComplete() {
      told.add(new Told.Over());
    }
  }
}
