package io.dagwerk.benchmarks;

import io.dagwerk.automation.queue.Admission;
import io.dagwerk.automation.queue.QueueLimits;
import io.dagwerk.automation.queue.QueuedRun;
import io.dagwerk.automation.queue.RunUnderWay;
import io.dagwerk.automation.queue.TagLimit;
import io.dagwerk.model.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Which of 5,000 queued runs may start beside 50, under limits of the instance, of locations and
/// of tags, one of them per value.
@State(Scope.Benchmark)
public class Admissions {
  private static final int QUEUED = 5_000;
  private static final int UNDER_WAY = 50;
  private static final Instant NOON = Instant.parse("2001-01-31T12:00:00Z");

  private final QueueLimits limits =
      QueueLimits.of(60)
          .location("location_1", 20)
          .tags(
              TagLimit.forEach("customer", 1),
              TagLimit.of("team", 30),
              TagLimit.of("team", "team_3", 2));
  private final List<QueuedRun> queued = new ArrayList<>();
  private final List<RunUnderWay> underWay = new ArrayList<>();

  public Admissions() {
    for (int i = 0; i < QUEUED; i++) {
      queued.add(
          new QueuedRun(
              RunId.createdAt(NOON), "location_" + i % 4, i % 7, NOON.minusSeconds(i), tags(i)));
    }
    for (int i = 0; i < UNDER_WAY; i++) {
      underWay.add(new RunUnderWay(RunId.createdAt(NOON), "location_" + i % 4, tags(i)));
    }
  }

  private static SequencedMap<String, String> tags(int number) {
    SequencedMap<String, String> tags = new LinkedHashMap<>();
    tags.put("customer", "customer_" + number % 300);
    tags.put("team", "team_" + number % 5);
    tags.put("file", "file_" + number);
    return tags;
  }

  @Benchmark
  public Admission decide() {
    return Admission.decide(limits, underWay, queued, NOON);
  }
}
