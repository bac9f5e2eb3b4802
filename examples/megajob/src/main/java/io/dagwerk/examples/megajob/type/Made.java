package io.dagwerk.examples.megajob.type;

import io.dagwerk.definitions.Materialized;
import io.dagwerk.model.Ordered;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// What a job says of the datasets it made. Immutable.
///
/// @param common said of each dataset that nothing else is said of
/// @param own by dataset
public record Made(Materialized common, SequencedMap<String, Materialized> own) {
  public Made {
    own = Ordered.copyOf(own);
  }

  public static Made nothingToSay() {
    return of(Materialized.withNothingToSay());
  }

  /// The same of each dataset.
  public static Made of(Materialized common) {
    return new Made(common, new LinkedHashMap<>());
  }

  /// Of each dataset, that it has so many rows.
  public static Made rows(long count) {
    return of(Materialized.with("rows", count));
  }

  /// Something else of one dataset.
  public Made and(String dataset, Materialized said) {
    SequencedMap<String, Materialized> more = new LinkedHashMap<>(own);
    more.put(dataset, said);
    return new Made(common, more);
  }

  /// What is said of a dataset.
  public Materialized of(String dataset) {
    return own.getOrDefault(dataset, common);
  }
}
