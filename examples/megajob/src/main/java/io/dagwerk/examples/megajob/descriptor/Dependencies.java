package io.dagwerk.examples.megajob.descriptor;

import io.dagwerk.config.Default;
import io.dagwerk.config.Doc;
import io.dagwerk.config.Name;
import io.dagwerk.model.Partitions;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// What a job waits for, and what others wait for.
public record Dependencies(
    @Doc("Datasets that it reads; the jobs that make them come before") @Default({})
        List<String> inputs,
    @Doc("Datasets that it makes; one of its own name if there are none") @Default({})
        List<String> outputs,
    @Doc("Jobs that come before, whatever they make") @Default({}) List<String> dependsOn,
    @Doc("Whether it runs once for each window of time") Optional<Windows> partitions) {
  public Dependencies {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    dependsOn = List.copyOf(dependsOn);
  }

  /// Windows of time, in the company's zone.
  public record Windows(
      @Doc("How long one is") Unit unit, @Doc("When the first begins") LocalDate start) {
    /// The same as Dagwerk has them.
    public Partitions in(ZoneId zone) {
      return (switch (unit) {
            case HOUR -> Partitions.hourly(start.toString());
            case DAY -> Partitions.daily(start.toString());
            case WEEK -> Partitions.weekly(start.toString());
            case MONTH -> Partitions.monthly(start.toString());
          })
          .in(zone.getId());
    }
  }

  /// How long a window is, the shortest first.
  public enum Unit {
    @Name("hour")
    HOUR,
    @Name("day")
    DAY,
    @Name("week")
    WEEK,
    @Name("month")
    MONTH
  }
}
