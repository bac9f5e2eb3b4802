package io.dagwerk.examples.megajob.type;

import io.dagwerk.model.Nearest;
import io.dagwerk.model.Ordered;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The kinds of jobs that there are, by name. Immutable.
public record JobTypes(SequencedMap<String, JobType<?, ?>> byName) {
  public JobTypes {
    byName = Ordered.copyOf(byName);
  }

  /// These types, in this order.
  ///
  /// @throws IllegalArgumentException when two have one name
  public static JobTypes of(List<? extends JobType<?, ?>> types) {
    SequencedMap<String, JobType<?, ?>> byName = new LinkedHashMap<>();
    for (JobType<?, ?> type : types) {
      if (byName.put(type.name(), type) != null) {
        throw new IllegalArgumentException(
            "two job types are named '%s'; rename one of them".formatted(type.name()));
      }
    }
    return new JobTypes(byName);
  }

  /// The types of this company.
  public static JobTypes company() {
    return of(
        List.of(
            new FileArrived(),
            new CsvLoad(),
            new Transform(),
            new Split(),
            new Script(),
            new QualityReport(),
            new Export(),
            new FileCopy(),
            new ShellCommand(),
            new HttpCall(),
            new Marker()));
  }

  /// These types and one more.
  public JobTypes and(JobType<?, ?> type) {
    SequencedMap<String, JobType<?, ?>> more = new LinkedHashMap<>(byName);
    more.put(type.name(), type);
    return new JobTypes(more);
  }

  public Optional<JobType<?, ?>> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public List<String> names() {
    return List.copyOf(byName.sequencedKeySet());
  }

  /// What is to be said of a type that does not exist.
  public String unknown(String name) {
    return "there is no job type '%s'; there are %s%s"
        .formatted(name, String.join(", ", names()), Nearest.hint(name, names()));
  }
}
