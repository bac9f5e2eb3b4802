package io.dagwerk.codeserver;

import static io.dagwerk.definitions.Input.config;
import static io.dagwerk.definitions.Input.cursor;
import static io.dagwerk.definitions.Input.day;
import static io.dagwerk.definitions.Input.tick;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Check;
import io.dagwerk.definitions.CodeLocation;
import io.dagwerk.definitions.Decision;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Outcome;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.Schedule;
import io.dagwerk.definitions.Sensor;
import io.dagwerk.definitions.Type;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Retry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/// A location like most, with which the JVM sees what loading and describing one takes.
///
/// It is loaded as user code is: by its name, through a class loader of its own.
public final class TrainingCode implements CodeLocation {
  /// The system property that names a file with [#PRESET].
  static final String PRESET_FILE = "dagwerk.training.preset";

  private static final Partitions DAYS = Partitions.daily("2025-01-01").in("Europe/Amsterdam");

  /// A preset with what documents consist of.
  static final String PRESET =
      """
      resources:
        source: {config: {name: here, most: 10}}
      ops:
        totals:
          config:
            name: "all"
            most: 3
      """;

  final Resource<Source> source =
      Resource.named("source", Source.class)
          .describedAs("Where numbers come from.")
          .from(config(Settings.class))
          .by(settings -> day -> List.of(settings.most(), day.getDayOfYear()));
  final Asset<List<Integer>> numbers =
      Asset.named("numbers", Type.listOf(Integer.class))
          .group("raw")
          .kind("json")
          .ownedBy("team:numbers")
          .tag("of", "training")
          .partitionedBy(DAYS)
          .retrying(Retry.times(2).exponential(Duration.ofSeconds(1)))
          .timeout(Duration.ofMinutes(1))
          .from(source, day())
          .by(Source::numbers);
  final Asset<Integer> totals =
      Asset.named("totals", Integer.class)
          .from(numbers.allPartitions(), config(Settings.class))
          .by(TrainingCode::total);
  final Check fewEnough =
      Check.named("few_enough").on(numbers).blocking().from(numbers).by(TrainingCode::judge);
  final Job count;
  final Schedule daily;
  final Sensor changes;

  public TrainingCode() {
    Path preset = Path.of(System.getProperty(PRESET_FILE));
    count =
        Job.named("count")
            .tag("of", "training")
            .preset("file", draft -> draft.files(preset))
            .materializing(numbers, totals);
    daily =
        Schedule.named("daily")
            .cron("0 6 * * 1-5")
            .in("Europe/Amsterdam")
            .running(count)
            .from(tick())
            .by(_ -> Decision.skip("training"));
    changes =
        Sensor.named("changes")
            .every(Duration.ofMinutes(1))
            .running(count)
            .from(source, cursor())
            .by((_, _) -> Decision.skip("training"));
  }

  @Override
  public Definitions definitions() {
    return Definitions.in(this);
  }

  /// What the resource and an asset are told.
  public record Settings(String name, int most) {}

  /// Where numbers come from.
  interface Source {
    List<Integer> numbers(LocalDate day);
  }

  private static int total(Map<PartitionKey, List<Integer>> days, Settings settings) {
    return days.values().stream().mapToInt(List::size).sum() + settings.most();
  }

  private static Outcome judge(List<Integer> numbers) {
    return Outcome.passedIf(!numbers.isEmpty(), "there are some");
  }
}
