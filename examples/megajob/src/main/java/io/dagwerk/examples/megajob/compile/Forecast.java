package io.dagwerk.examples.megajob.compile;

import io.dagwerk.cron.Crons;
import io.dagwerk.definitions.Decision;
import io.dagwerk.definitions.RunRequest;
import io.dagwerk.definitions.Schedule;
import io.dagwerk.definitions.Tick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which jobs would run when, without running any: every tick of every schedule is asked.
public final class Forecast {
  private Forecast() {}

  /// A job that is due.
  ///
  /// @param partition the window that its schedule asks for, if it asks for one
  public record Due(Instant at, String job, Optional<String> partition) {
    /// `TIME JOB`, by which forecasts of others are compared with this.
    public String line() {
      return at + " " + job;
    }
  }

  /// What is due after one instant and not after another, by time and name.
  ///
  /// @throws IllegalStateException when a schedule cannot say
  public static List<Due> of(Company company, Instant after, Instant upTo) {
    Memberships memberships = Memberships.of(company.graph());
    List<Due> due = new ArrayList<>();
    for (Schedule schedule : company.definitions().all(Schedule.class)) {
      Crons.parse(schedule.settings().crons())
          .between(after, upTo, schedule.settings().zone())
          .forEach(tick -> {
            for (Optional<String> partition : runs(schedule, tick)) {
              memberships
                  .together(schedule.job().name())
                  .forEach(job -> due.add(new Due(tick, job, partition)));
            }
          });
    }
    due.sort(Comparator.comparing(Due::at).thenComparing(Due::job));
    return List.copyOf(due);
  }

  /// The partitions of the runs that a schedule asks for at a tick.
  private static List<Optional<String>> runs(Schedule schedule, Instant tick) {
    if (schedule.compute().isEmpty()) {
      return List.of(Optional.empty());
    }
    return switch (decision(schedule, tick)) {
      case Decision.Skip _ -> List.of();
      case Decision.Request(List<RunRequest> runs, _, _) ->
          runs.stream().flatMap(Forecast::partitions).toList();
    };
  }

  /// One run for each partition that is asked for, or a single one without any.
  private static Stream<Optional<String>> partitions(RunRequest run) {
    return run.partitions().isEmpty()
        ? Stream.of(Optional.empty())
        : run.partitions().stream().map(key -> Optional.of(key.text()));
  }

  private static Decision decision(Schedule schedule, Instant tick) {
    try {
      return schedule.compute().orElseThrow().apply(List.of(new Tick(tick)));
    } catch (Exception e) {
      throw new IllegalStateException("%s cannot say what runs at %s".formatted(schedule, tick), e);
    }
  }
}
