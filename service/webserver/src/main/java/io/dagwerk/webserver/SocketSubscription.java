package io.dagwerk.webserver;

import io.dagwerk.daemon.Principal;
import io.dagwerk.graphql.AnswerStream;
import io.dagwerk.graphql.GraphQlApi;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ConfigTree.Entries;
import io.helidon.http.Status;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// One subscription of a connection: asks for the next answer when the one before is written, until
/// there is none any more, the client wants none, or the connection is gone. Thread-safe.
final class SocketSubscription {
  private static final System.Logger LOG = System.getLogger(SocketSubscription.class.getName());

  private final String id;
  private final ConfigTree request;
  private final SocketLine line;
  private final Requests requests;
  private volatile boolean isOver;

  /// Guarded by this. Nothing is written while it is held: a write may wait, and ends all
  /// subscriptions of its connection when that is gone.
  private Optional<AnswerStream> stream = Optional.empty();

  /// @param requests give its request a place until it is understood
  SocketSubscription(String id, ConfigTree request, SocketLine line, Requests requests) {
    this.id = id;
    this.request = request;
    this.line = line;
    this.requests = requests;
  }

  /// Answers it, in a thread of its own.
  void answer(Supplier<GraphQlApi> api) {
    try {
      Optional<AnswerStream> begun =
          requests.within(() -> api.get().answers(Principal.LOCAL, request));
      if (begun.isEmpty()) {
        Status status = Status.SERVICE_UNAVAILABLE_503;
        fail(requests.whyRefused(status));
        return;
      }
      try (AnswerStream answers = begun.get()) {
        if (keeps(answers)) {
          tell(answers);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a subscription cannot be answered", e);
      fail("the server failed to answer; its log says why");
    }
  }

  private synchronized boolean keeps(AnswerStream answers) {
    stream = Optional.of(answers);
    return !isOver;
  }

  private void tell(AnswerStream answers) throws InterruptedException {
    Optional<ConfigTree> next = answers.next();
    if (next.isPresent() && isError(next.get())) {
      send("error", errors(next.get()));
      return;
    }
    while (next.isPresent() && send("next", next.get())) {
      next = answers.next();
    }
    complete();
  }

  /// @return whether more is wanted
  private boolean send(String type, ConfigTree payload) {
    return line.send(id, type, Optional.of(payload), () -> !isOver);
  }

  private void complete() {
    var _ = line.send(id, "complete", Optional.empty(), () -> !isOver);
  }

  private void fail(String problem) {
    var _ = send("error", ConfigTree.of(List.of(Map.of("message", problem))));
  }

  /// Answers it with an error instead, and nothing else.
  void refuse(String problem) {
    fail(problem);
  }

  /// Nothing more is wanted of it; after this, no write begins.
  void end() {
    isOver = true;
    open().ifPresent(AnswerStream::close);
  }

  private synchronized Optional<AnswerStream> open() {
    return stream;
  }

  /// Whether nothing was done: then it is no answer, but an error.
  private static boolean isError(ConfigTree answer) {
    return answer instanceof Entries(var parts)
        && parts.containsKey("errors")
        && parts.getOrDefault("data", ConfigTree.nothing()) instanceof ConfigTree.Nothing;
  }

  private static ConfigTree errors(ConfigTree answer) {
    return answer instanceof Entries(var parts)
        ? parts.getOrDefault("errors", ConfigTree.nothing())
        : ConfigTree.nothing();
  }
}
