package io.dagwerk.webserver;

import io.dagwerk.daemon.Principal;
import io.dagwerk.documents.InvalidDocument;
import io.dagwerk.documents.Json;
import io.dagwerk.graphql.AnswerStream;
import io.dagwerk.graphql.GraphQlApi;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ConfigTree.Entries;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.WritableHeaders;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import io.helidon.websocket.WsUpgradeException;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// One connection on which a client subscribes, by the protocol `graphql-transport-ws`
/// (<https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md>). Each subscription is
/// answered in a virtual thread, which waits for a client that reads slowly: nothing is kept for
/// it.
///
/// Its token comes with `connection_init`, as `{"token": "..."}`, because browsers send no headers
/// of ours; programs may send the header instead.
final class GraphQlSocket implements WsListener {
  private static final System.Logger LOG = System.getLogger(GraphQlSocket.class.getName());
  static final String PROTOCOL = "graphql-transport-ws";

  /// What a client may have under way at once.
  private static final int MOST_SUBSCRIPTIONS = 64;

  private final Access access;
  private final Supplier<GraphQlApi> api;
  private final Map<String, Optional<AnswerStream>> streams = new ConcurrentHashMap<>();
  private Optional<String> authorization = Optional.empty();
  private Optional<SocketLine> line = Optional.empty();
  private final StringBuilder message = new StringBuilder();
  private boolean isKnown;

  /// Why a connection ends, as the protocol has it.
  private enum Close {
    BAD_REQUEST(4400),
    UNAUTHORIZED(4401),
    DUPLICATE(4409),
    TOO_MANY_INITIALISATIONS(4429);

    private final int code;

    Close(int code) {
      this.code = code;
    }
  }

  GraphQlSocket(Access access, Supplier<GraphQlApi> api) {
    this.access = access;
    this.api = api;
  }

  @Override
  public Optional<Headers> onHttpUpgrade(HttpPrologue prologue, Headers headers) {
    access
        .judge(headers.first(HeaderNames.HOST).orElse(""), headers.first(HeaderNames.ORIGIN))
        .ifPresent(rejection -> {
          throw new WsUpgradeException(rejection.problem());
        });
    boolean speaks =
        headers
            .first(HeaderNames.create("Sec-WebSocket-Protocol"))
            .map(said -> Arrays.stream(said.split(",")).map(String::strip))
            .filter(said -> said.anyMatch(PROTOCOL::equals))
            .isPresent();
    if (!speaks) {
      throw new WsUpgradeException("expected the subprotocol " + PROTOCOL);
    }
    authorization = headers.first(HeaderNames.AUTHORIZATION);
    WritableHeaders<?> chosen = WritableHeaders.create();
    chosen.set(HeaderNames.create("Sec-WebSocket-Protocol"), PROTOCOL);
    return Optional.of(chosen);
  }

  @Override
  public void onOpen(WsSession session) {
    SocketLine opened = new SocketLine(session);
    line = Optional.of(opened);
    opened.watch(() -> isKnown);
  }

  private SocketLine line() {
    return line.orElseThrow();
  }

  @Override
  public void onMessage(WsSession session, String text, boolean last) {
    message.append(text);
    if (message.length() > Bounds.usual().body()) {
      close(Close.BAD_REQUEST, "a message is too large");
      return;
    }
    if (last) {
      String whole = message.toString();
      message.setLength(0);
      line().heard();
      hear(whole);
    }
  }

  private void hear(String text) {
    try {
      if (Json.parse(text, "the message") instanceof Entries(var parts)
          && parts.get("type") instanceof ConfigTree.Text(String type)) {
        hear(type, parts);
        return;
      }
      close(Close.BAD_REQUEST, "expected a message with a text 'type'");
    } catch (InvalidDocument e) {
      close(Close.BAD_REQUEST, "a message is no JSON");
    }
  }

  private void hear(String type, Map<String, ConfigTree> parts) {
    switch (type) {
      case "connection_init" -> begin(parts);
      case "ping" -> line().send(Map.of("type", "pong"));
      case "pong" -> {
        // That something was heard is what counts.
      }
      case "subscribe" -> subscribe(parts);
      case "complete" -> {
        if (parts.get("id") instanceof ConfigTree.Text(String id)) {
          Optional.ofNullable(streams.remove(id))
              .flatMap(stream -> stream)
              .ifPresent(AnswerStream::close);
        }
      }
      default -> close(Close.BAD_REQUEST, "there is no message of type '%s'".formatted(type));
    }
  }

  private void begin(Map<String, ConfigTree> parts) {
    if (isKnown) {
      close(Close.TOO_MANY_INITIALISATIONS, "Too many initialisation requests");
      return;
    }
    Optional<String> brought =
        parts.get("payload") instanceof Entries(var payload)
                && payload.get("token") instanceof ConfigTree.Text(String token)
            ? Optional.of("Bearer " + token)
            : authorization;
    if (access.judgeToken(brought).isPresent()) {
      close(Close.UNAUTHORIZED, "Unauthorized");
      return;
    }
    isKnown = true;
    line().send(Map.of("type", "connection_ack"));
  }

  private void subscribe(Map<String, ConfigTree> parts) {
    if (!isKnown) {
      close(Close.UNAUTHORIZED, "Unauthorized");
      return;
    }
    if (!(parts.get("id") instanceof ConfigTree.Text(String id))
        || !(parts.get("payload") instanceof Entries request)) {
      close(Close.BAD_REQUEST, "expected 'subscribe' with a text 'id' and a map 'payload'");
      return;
    }
    if (streams.size() >= MOST_SUBSCRIPTIONS) {
      close(Close.BAD_REQUEST, "at most %d subscriptions at once".formatted(MOST_SUBSCRIPTIONS));
      return;
    }
    if (streams.putIfAbsent(id, Optional.empty()) != null) {
      close(Close.DUPLICATE, "Subscriber for %s already exists".formatted(shortened(id)));
      return;
    }
    Thread.startVirtualThread(() -> answer(id, request));
  }

  /// The reason of a close has few bytes.
  private static String shortened(String id) {
    return id.substring(0, Math.min(id.length(), 40));
  }

  private void answer(String id, ConfigTree request) {
    try (AnswerStream stream = api.get().answers(Principal.LOCAL, request)) {
      if (streams.replace(id, Optional.of(stream)) == null) {
        return;
      }
      Optional<ConfigTree> next = stream.next();
      if (next.isPresent() && isError(next.get())) {
        line().send(id, "error", errors(next.get()));
        return;
      }
      while (next.isPresent() && streams.containsKey(id)) {
        line().send(id, "next", next.get());
        next = stream.next();
      }
      if (streams.containsKey(id)) {
        line().send(id, "complete");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a subscription cannot be answered", e);
      line()
          .send(
              id,
              "error",
              ConfigTree.of(
                  List.of(Map.of("message", "the server failed to answer; its log says why"))));
    } finally {
      streams.remove(id);
    }
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

  private void close(Close why, String reason) {
    line().close(why.code, reason);
  }

  @Override
  public void onClose(WsSession session, int status, String reason) {
    end();
  }

  @Override
  public void onError(WsSession session, Throwable why) {
    end();
  }

  private void end() {
    line.ifPresent(SocketLine::ended);
    streams.values().forEach(stream -> stream.ifPresent(AnswerStream::close));
    streams.clear();
  }
}
