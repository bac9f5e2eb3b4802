package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.StorageException;
import io.dagwerk.spi.memory.MemoryStorage;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// What a host counts and measures, and that the page lists all of it and nothing else.
class MetricsPageTest {
  private static final Path PAGE = Path.of("../../docs/reference/metrics.md");
  private static final Instant NOW = Instant.parse("2001-01-31T06:00:00Z");

  private final Metrics metrics = new Metrics();
  private final Pulse pulse = new Pulse();

  MetricsPageTest() {
    LocationStatus ready =
        new LocationStatus("shop", LocationStatus.State.READY, Optional.empty(), Optional.empty());
    LocationStatus down =
        new LocationStatus(
            "broken",
            LocationStatus.State.DOWN,
            Optional.empty(),
            Optional.of(ErrorInfo.ofMessage("X", "x")));
    metrics.watch(
        new Metrics.Watched(
            new MemoryStorage(),
            () -> List.of(new Location.Lives(ready, 2), new Location.Lives(down, 0)),
            () -> true,
            Metrics.loops(pulse, new Pulse(), new Pulse()),
            () -> NOW));
  }

  private void work() {
    StepKey step = StepKey.of("parse");
    metrics.launching(() -> {});
    metrics.moved(RunId.createdAt(NOW), NOW.plusSeconds(2), List.of(new Event.RunDequeued()));
    metrics.ingested(
        List.of(
            new Event.StepStarted(step),
            new Event.StepSucceeded(step, List.of(), Duration.ZERO),
            new Event.RunSucceeded(Duration.ZERO)));
    metrics.failed(new StorageException("gone"));
    metrics.failed(new IllegalStateException("not the database"));
    pulse.failed();
  }

  private List<MetricSnapshot> scraped() {
    return StreamSupport.stream(metrics.registry().scrape().spliterator(), false).toList();
  }

  @Test
  void whatHappensIsCounted() {
    work();

    assertThat(counted("dagwerk_events_ingested", "")).isEqualTo(3);
    assertThat(counted("dagwerk_steps_ended", "succeeded")).isEqualTo(1);
    assertThat(counted("dagwerk_runs_ended", "succeeded")).isEqualTo(1);
    assertThat(counted("dagwerk_database_errors", "")).isEqualTo(1);
    assertThat(counted("dagwerk_loop_failures", "active_host")).isEqualTo(1);
    assertThat(counted("dagwerk_code_server_ends", "shop")).isEqualTo(2);
    assertThat(scraped())
        .filteredOn(named("dagwerk_run_wait_seconds"))
        .singleElement()
        .isInstanceOfSatisfying(
            HistogramSnapshot.class,
            waits -> assertThat(waits.getDataPoints().getFirst().getSum()).isEqualTo(2));
    assertThat(scraped())
        .filteredOn(named("dagwerk_location_ready"))
        .singleElement()
        .isInstanceOfSatisfying(
            GaugeSnapshot.class,
            ready ->
                assertThat(ready.getDataPoints())
                    .extracting(point -> point.getValue())
                    .containsExactlyInAnyOrder(1.0, 0.0));
  }

  private static Predicate<MetricSnapshot> named(String name) {
    return metric -> metric.getMetadata().getPrometheusName().equals(name);
  }

  private double counted(String name, String label) {
    return scraped().stream()
        .filter(named(name))
        .map(CounterSnapshot.class::cast)
        .flatMap(counter -> counter.getDataPoints().stream())
        .filter(point ->
            label.isEmpty()
                || point.getLabels().stream().anyMatch(each -> each.getValue().equals(label)))
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }

  @Test
  void thePageListsWhatIsServedAndNothingElse() throws IOException {
    work();

    String table = scraped().stream().map(MetricsPageTest::row).collect(Collectors.joining("\n"));

    String page = Files.readString(PAGE);
    List<String> listed =
        page.lines().filter(line -> line.startsWith("| `dagwerk_")).sorted().toList();
    assertThat(listed).as("rows of %s", PAGE).isEqualTo(table.lines().sorted().toList());
  }

  private static String row(MetricSnapshot metric) {
    assertThat(metric.getDataPoints()).as(metric.getMetadata().getName()).isNotEmpty();
    String labels =
        metric.getDataPoints().getFirst().getLabels().stream()
            .map(label -> "`" + label.getName() + "`")
            .collect(Collectors.joining(", "));
    String type =
        switch (metric) {
          case CounterSnapshot _ -> "counter";
          case GaugeSnapshot _ -> "gauge";
          case HistogramSnapshot _ -> "histogram";
          default -> throw new AssertionError(metric.getClass());
        };
    String name = metric.getMetadata().getPrometheusName();
    return "| `%s` | %s | %s | %s |"
        .formatted(
            type.equals("counter") ? name + "_total" : name,
            type,
            labels,
            metric.getMetadata().getHelp());
  }
}
