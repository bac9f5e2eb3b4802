package io.dagwerk.benchmarks;

import io.dagwerk.config.Config;
import io.dagwerk.config.Default;
import io.dagwerk.config.Environment;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// A document of ten entries on three levels becomes a record.
@State(Scope.Benchmark)
public class ConfigBinding {
  private final Map<String, Object> document =
      Map.of(
          "source",
          Map.of("http", Map.of("address", "http://localhost/flights", "timeout", "90s")),
          "columns",
          List.of("carrier", "origin", "delay"),
          "limits",
          Map.of("rows", 1_000_000, "errors", 3),
          "mode",
          "APPEND");

  record ReadConfig(
      Source source,
      List<String> columns,
      Map<String, Integer> limits,
      Mode mode,
      @Default("true") boolean strict,
      Optional<String> comment) {}

  enum Mode {
    APPEND,
    REPLACE
  }

  sealed interface Source {
    record Http(URI address, @Default("30s") Duration timeout) implements Source {}

    record Folder(String path) implements Source {}
  }

  @Benchmark
  public Record bind() {
    return Config.bind(ReadConfig.class, document, Environment.process()).get();
  }
}
