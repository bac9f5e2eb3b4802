package io.dagwerk.examples.megajob.tool;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// The web by HTTP.
public record HttpWeb(HttpClient client) implements Web, AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  public static HttpWeb open() {
    return new HttpWeb(HttpClient.newBuilder().connectTimeout(LONGEST).build());
  }

  @Override
  public Answer send(Call call) throws IOException, InterruptedException {
    BodyPublisher body =
        call.body().map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.url()).timeout(LONGEST).method(call.method(), body);
    call.headers().forEach(request::header);
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body());
  }

  @Override
  public void close() {
    client.close();
  }
}
