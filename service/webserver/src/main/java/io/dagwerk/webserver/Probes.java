package io.dagwerk.webserver;

import io.dagwerk.daemon.Operations;
import io.dagwerk.daemon.Readiness;
import io.dagwerk.model.ConfigTree;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/// Tells programs that watch a server how it is.
final class Probes {
  private static final PrometheusTextFormatWriter TEXT = PrometheusTextFormatWriter.create();

  private final Operations operations;
  private final Requests requests;
  private final PrometheusRegistry jvm = new PrometheusRegistry();

  Probes(Operations operations, Requests requests) {
    this.operations = operations;
    this.requests = requests;
    JvmMemoryMetrics.builder().register(jvm);
    JvmThreadsMetrics.builder().register(jvm);
    JvmGarbageCollectorMetrics.builder().register(jvm);
  }

  /// That the process answers.
  void health(ServerRequest request, ServerResponse response) {
    Reply.send(response, ConfigTree.of(Map.of("status", "ok")));
  }

  /// Whether it does what it is there for; if not, with status 503. Who has a token is told how
  /// each location stands.
  void ready(ServerRequest request, ServerResponse response) throws IOException {
    requests.admit(request, response, () -> tellReadiness(request, response));
  }

  private void tellReadiness(ServerRequest request, ServerResponse response) {
    Readiness readiness = operations.readiness();
    boolean isReady = readiness.problems().isEmpty();
    response.status(isReady ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503);
    SequencedMap<String, Object> document = document(readiness, isReady);
    if (requests.hasToken(request)) {
      document.put("locations", locations(readiness));
    }
    Reply.send(response, ConfigTree.of(document));
  }

  private static SequencedMap<String, Object> locations(Readiness readiness) {
    SequencedMap<String, Object> locations = new LinkedHashMap<>();
    readiness
        .locations()
        .forEach(location -> locations.put(location.name(), word(location.state())));
    return locations;
  }

  private static SequencedMap<String, Object> document(Readiness readiness, boolean isReady) {
    SequencedMap<String, Object> document = new LinkedHashMap<>();
    document.put("status", isReady ? "ready" : "not ready");
    document.put("role", readiness.role().map(Probes::word).orElse("unknown"));
    document.put("problems", readiness.problems());
    return document;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /// What it counts and measures, in the text format of Prometheus.
  void metrics(ServerRequest request, ServerResponse response) throws IOException {
    requests.withToken(request, response, () -> tellMetrics(response));
  }

  private void tellMetrics(ServerResponse response) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    EscapingScheme plain = EscapingScheme.UNDERSCORE_ESCAPING;
    TEXT.write(text, operations.metrics().registry().scrape(), plain);
    TEXT.write(text, jvm.scrape(), plain);
    response.header(
        HeaderValues.create(HeaderNames.CONTENT_TYPE, PrometheusTextFormatWriter.CONTENT_TYPE));
    response.send(text.toByteArray());
  }
}
