package io.dagwerk.benchmarks.instance;

import io.dagwerk.benchmarks.examples.CompanyLocation;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.spi.Storage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/// How long the queries of the UI's pages take on an instance with a long past, from a client of
/// the server's process on the same machine, and how large their answers are when packed. What is
/// asked for the first time finds nothing that the server keeps for the next.
record Pages(InstanceDatabase database, LocalHost.Place place) {
  private static final int RUNS = 100_000;
  private static final int ROUNDS = 40;
  private static final Duration LONGEST_LOAD = Duration.ofMinutes(2);
  private static final Path DOCUMENTS = Path.of("ui", "src");

  void measure() throws Exception {
    Instant begun = Instant.now();
    SeededInstance.Written written;
    try (Storage storage = database.storage()) {
      written = new SeededInstance(storage).write(RUNS);
    }
    System.out.printf(
        Locale.ROOT,
        "%,d runs and %,d events written in %d s; %s%n",
        RUNS,
        written.events(),
        Duration.between(begun, Instant.now()).toSeconds(),
        database.bytes());
    Path classes =
        Path.of(CompanyLocation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    HostProcess host =
        HostProcess.of(
            database,
            place,
            new HostProcess.Code(
                SeededInstance.LOCATION, CompanyLocation.class.getName(), List.of(classes)));
    Process server = host.start();
    try (BufferedReader said = server.inputReader();
        HttpClient client = HttpClient.newHttpClient()) {
      String[] started = said.readLine().split(" ", -1);
      Asking asking = new Asking(client, URI.create(started[1] + "/graphql"), started[2]);
      asking.awaitLoaded();
      PageDocuments documents = PageDocuments.in(DOCUMENTS);
      for (PageQuery query : PageQuery.of(written)) {
        asking.measure(query.page(), documents.document(query.operation()), query.variables());
      }
    } finally {
      server.outputWriter().close();
      server.waitFor();
    }
  }

  /// A client of the API.
  private record Asking(HttpClient client, URI api, String token) {
    void awaitLoaded() throws Exception {
      Instant until = Instant.now().plus(LONGEST_LOAD);
      while (!text(ask("{ locations { state } }", Map.of())).contains("READY")) {
        if (Instant.now().isAfter(until)) {
          throw new IllegalStateException("the location is not served");
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }

    void measure(String page, String document, Map<String, Object> variables) throws Exception {
      long begun = System.nanoTime();
      byte[] first = ask(document, variables);
      double firstMillis = (System.nanoTime() - begun) / 1e6;
      String answer = text(first);
      if (answer.contains("\"errors\"")) {
        throw new IllegalStateException("%s: %s".formatted(page, answer));
      }
      Times times =
          new Times(
              String.format(
                  Locale.ROOT, "%s, %,d bytes, first %.0f ms:", page, first.length, firstMillis));
      for (int i = 0; i < ROUNDS; i++) {
        long start = System.nanoTime();
        ask(document, variables);
        times.add(Duration.ofNanos(System.nanoTime() - start));
      }
      times.print();
    }

    private byte[] ask(String document, Map<String, Object> variables) throws Exception {
      String body = ConfigTree.of(Map.of("query", document, "variables", variables)).toJson();
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(api)
                  .header("Content-Type", "application/json")
                  .header("Authorization", "Bearer " + token)
                  .header("Accept-Encoding", "gzip")
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      return answer.body();
    }

    private static String text(byte[] packed) throws IOException {
      boolean isPacked = packed.length > 1 && packed[0] == (byte) 0x1f && packed[1] == (byte) 0x8b;
      if (!isPacked) {
        return new String(packed, StandardCharsets.UTF_8);
      }
      try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed))) {
        return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }
}
