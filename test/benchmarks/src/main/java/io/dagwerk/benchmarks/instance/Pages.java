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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/// How long the queries of the UI's pages take on an instance with a long past, from a client of
/// the server's process on the same machine, and how large their answers are when packed. The first
/// answer of each page finds nothing that the server keeps for the next, and little compiled.
record Pages(InstanceDatabase database, LocalHost.Place place) {
  private static final int RUNS = 100_000;
  private static final int ROUNDS = 40;

  /// A server lives long, and its JVM compiles best what it was asked for often.
  private static final int UNMEASURED = 100;

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
      SequencedMap<PageQuery, Asking.First> first = new LinkedHashMap<>();
      for (PageQuery query : PageQuery.of(written)) {
        first.put(query, asking.first(query, documents.document(query.operation())));
      }
      for (Map.Entry<PageQuery, Asking.First> page : first.entrySet()) {
        PageQuery query = page.getKey();
        asking.measure(query, documents.document(query.operation()), page.getValue());
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

    /// The first answer of a page.
    private record First(int bytes, double millis) {}

    First first(PageQuery query, String document) throws Exception {
      long begun = System.nanoTime();
      byte[] answer = ask(document, query.variables());
      double millis = (System.nanoTime() - begun) / 1e6;
      if (text(answer).contains("\"errors\"")) {
        throw new IllegalStateException("%s: %s".formatted(query.page(), text(answer)));
      }
      return new First(answer.length, millis);
    }

    void measure(PageQuery query, String document, First first) throws Exception {
      Times times =
          new Times(
              String.format(
                  Locale.ROOT,
                  "%s, %,d bytes, first %.0f ms:",
                  query.page(),
                  first.bytes(),
                  first.millis()));
      for (int i = -UNMEASURED; i < ROUNDS; i++) {
        long start = System.nanoTime();
        ask(document, query.variables());
        if (i >= 0) {
          times.add(Duration.ofNanos(System.nanoTime() - start));
        }
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
