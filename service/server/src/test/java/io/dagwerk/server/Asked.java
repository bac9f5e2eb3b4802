package io.dagwerk.server;

import io.dagwerk.cli.ServerAddress;
import io.dagwerk.cli.ServerFile;
import io.dagwerk.model.ConfigTree;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;

/// What the server of an instance answers to queries.
final class Asked {
  private Asked() {}

  static String of(Path instance, String query) throws IOException, InterruptedException {
    ServerAddress server = new ServerFile(instance).read().orElseThrow();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(server.url() + "/graphql"))
                  .header("Content-Type", "application/json")
                  .header("Authorization", "Bearer " + server.token().orElseThrow())
                  .POST(BodyPublishers.ofString(ConfigTree.of(Map.of("query", query)).toJson()))
                  .build(),
              BodyHandlers.ofString())
          .body();
    }
  }
}
