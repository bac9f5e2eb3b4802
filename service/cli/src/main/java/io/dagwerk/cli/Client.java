package io.dagwerk.cli;

import io.dagwerk.documents.InvalidDocument;
import io.dagwerk.documents.Json;
import io.dagwerk.model.ConfigTree;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Asks a server over its API. Thread-safe.
final class Client implements AutoCloseable {
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);

  /// Longer than a server waits for an event.
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);

  /// Longer than a server waits for code to be loaded and asked.
  private static final Duration LONGEST_DEED = Duration.ofMinutes(4);

  private final ServerAddress server;
  private final HttpClient http;

  Client(ServerAddress server) {
    this.server = server;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LONGEST_CONNECT);
    if (server.url().startsWith("http://")) {
      builder.sslContext(NoTls.context());
    }
    this.http = builder.build();
  }

  /// Asks for data.
  ///
  /// @throws CommandFailed when the server does not answer, or refuses
  Answer ask(String query, Map<String, ?> variables) {
    return ask(query, variables, new Silence(LONGEST_ANSWER, "try it again"));
  }

  /// What no answer means.
  ///
  /// @param longest after which there is none
  /// @param then what the person who asked is to know or do
  private record Silence(Duration longest, String then) {}

  private Answer ask(String query, Map<String, ?> variables, Silence silence) {
    SequencedMap<String, Object> request = new LinkedHashMap<>();
    request.put("query", query);
    request.put("variables", variables);
    HttpResponse<String> response = send(ConfigTree.of(request).toJson(), silence);
    Answer answer = read(response);
    List<String> problems =
        answer.list("errors").stream().map(error -> error.text("message")).toList();
    if (!problems.isEmpty()) {
      throw new CommandFailed(
          isOfStorage(answer) ? ExitCode.NO_SERVER : ExitCode.REFUSED, String.join("\n", problems));
    }
    return answer.get("data");
  }

  /// Whether the server could not answer because of what its instance is kept in.
  private static boolean isOfStorage(Answer answer) {
    return answer.list("errors").stream()
        .anyMatch(error ->
            error
                .find("extensions")
                .filter(it -> it.findText("code").equals(Optional.of("STORAGE")))
                .isPresent());
  }

  /// Asks for something to be done: the one field of a mutation.
  ///
  /// @throws CommandFailed when the server does not answer, or refuses
  Answer mutate(String field, String mutation, Map<String, ?> variables) {
    return mutate(field, mutation, variables, "it may have been done all the same");
  }

  /// Asks for something that may be refused.
  ///
  /// @param ifSilent what is to be known or done when no answer comes
  /// @throws CommandFailed when the server does not answer, or refuses
  Answer mutate(String field, String mutation, Map<String, ?> variables, String ifSilent) {
    Answer result = ask(mutation, variables, new Silence(LONGEST_DEED, ifSilent)).get(field);
    List<String> problems = result.texts("problems");
    if (!problems.isEmpty()) {
      throw new CommandFailed(ExitCode.REFUSED, String.join("\n", problems));
    }
    return result;
  }

  private HttpResponse<String> send(String body, Silence silence) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(server.url() + "/graphql"))
              .timeout(silence.longest())
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body));
      server.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IllegalArgumentException e) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "expected the URL of a server, such as http://127.0.0.1:8080, but found '%s'"
              .formatted(server));
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw new CommandFailed(
          ExitCode.NO_SERVER,
          "no server answers at %s; start one with 'dagwerk server', or name another by --server"
              .formatted(server));
    } catch (HttpTimeoutException e) {
      throw new CommandFailed(
          ExitCode.NO_SERVER,
          "%s has not answered within %d s; %s"
              .formatted(server, silence.longest().toSeconds(), silence.then()));
    } catch (IOException e) {
      throw new CommandFailed(
          ExitCode.NO_SERVER,
          "%s broke the connection before it answered; %s".formatted(server, silence.then()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed(ExitCode.LEFT, "interrupted while the server was asked");
    }
  }

  private Answer read(HttpResponse<String> response) {
    return switch (response.statusCode()) {
      case 401 -> throw new CommandFailed(ExitCode.REFUSED, wantsToken());
      case 413 ->
          throw new CommandFailed(
              ExitCode.REFUSED, "what was asked is larger than the server takes");
      default -> parse(response);
    };
  }

  private String wantsToken() {
    return server.token().isPresent()
        ? "%s does not take the token that it was brought; set DAGWERK_TOKEN to that of 'http.token' in its settings, or name a file with it by --token-file"
            .formatted(server)
        : "%s wants a token; set DAGWERK_TOKEN, name a file with it by --token-file, or name the folder of its instance by --instance"
            .formatted(server);
  }

  private Answer parse(HttpResponse<String> response) {
    try {
      return new Answer(Json.parse(response.body(), server.url()));
    } catch (InvalidDocument e) {
      throw new CommandFailed(
          ExitCode.NO_SERVER,
          "%s answers with status %d and no JSON; is it a Dagwerk server?"
              .formatted(server, response.statusCode()));
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
