package io.dagwerk.benchmarks;

import io.dagwerk.cron.Cron;
import java.time.Instant;
import java.time.ZoneId;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The next tick of a cron expression, on and on over the years.
@State(Scope.Benchmark)
public class CronTicks {
  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
  private static final Instant START = Instant.parse("2001-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2101-01-01T00:00:00Z");

  @Param({"*/15 * * * *", "30 2 * * MON-FRI", "0 6 L * FRI#1", "0 0 29 2 *"})
  public String expression = "@hourly";

  private Cron cron = Cron.parse("@hourly");
  private Instant at = START;

  @Setup
  public void parsed() {
    cron = Cron.parse(expression);
  }

  @Benchmark
  public Instant next() {
    Instant next = cron.next(at, ZONE);
    at = next.isBefore(END) ? next : START;
    return next;
  }

  @Benchmark
  public Cron parse() {
    return Cron.parse(expression);
  }
}
