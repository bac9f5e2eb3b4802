package io.dagwerk.webserver;

import io.dagwerk.documents.InvalidDocument;
import io.dagwerk.documents.Json;
import io.dagwerk.graphql.GraphQlApi;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ConfigTree.Entries;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import io.helidon.websocket.WsUpgradeException;
import java.util.Arrays;
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
  static final String PROTOCOL = "graphql-transport-ws";

  /// What a client may have under way at once.
  private static final int MOST_SUBSCRIPTIONS = 64;

  private static final String TOO_MANY =
      "this connection has %d subscriptions, which is the most; complete one before, or open another connection"
          .formatted(MOST_SUBSCRIPTIONS);

  /// The longest message of somebody who has not said who it is, in characters.
  private static final int LONGEST_GREETING = 16_384;

  private final Access access;
  private final Requests requests;
  private final Supplier<GraphQlApi> api;
  private final SocketLine.Patience patience;
  private final Map<String, SocketSubscription> subscriptions = new ConcurrentHashMap<>();
  private Optional<String> authorization = Optional.empty();
  private Optional<SocketLine> line = Optional.empty();
  private final StringBuilder message = new StringBuilder();
  private volatile boolean isKnown;

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

  GraphQlSocket(
      Access access, Requests requests, Supplier<GraphQlApi> api, SocketLine.Patience patience) {
    this.access = access;
    this.requests = requests;
    this.api = api;
    this.patience = patience;
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
    SocketLine opened = new SocketLine(session, patience, this::endAll);
    line = Optional.of(opened);
    opened.watch(() -> isKnown);
  }

  private SocketLine line() {
    return line.orElseThrow();
  }

  @Override
  public void onMessage(WsSession session, String text, boolean last) {
    if (message.length() + text.length() > mostCharacters()) {
      message.setLength(0);
      close(Close.BAD_REQUEST, "a message is too large");
      // The library goes on reading else, however much comes.
      throw new CloseConnectionException("a message is too large");
    }
    message.append(text);
    if (last) {
      String whole = message.toString();
      message.setLength(0);
      line().heard();
      hear(whole);
    }
  }

  private int mostCharacters() {
    return isKnown ? Bounds.usual().body() : LONGEST_GREETING;
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
          Optional.ofNullable(subscriptions.remove(id)).ifPresent(SocketSubscription::end);
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
    SocketSubscription subscription = new SocketSubscription(id, request, line(), requests);
    if (subscriptions.containsKey(id)) {
      close(Close.DUPLICATE, "Subscriber for %s already exists".formatted(shortened(id)));
      return;
    }
    if (subscriptions.size() >= MOST_SUBSCRIPTIONS) {
      subscription.refuse(TOO_MANY);
      return;
    }
    subscriptions.put(id, subscription);
    Thread.startVirtualThread(() -> {
      subscription.answer(api);
      subscriptions.remove(id, subscription);
    });
  }

  /// The reason of a close has few bytes.
  private static String shortened(String id) {
    return id.substring(0, Math.min(id.length(), 40));
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
    endAll();
  }

  private void endAll() {
    subscriptions.values().forEach(SocketSubscription::end);
  }
}
