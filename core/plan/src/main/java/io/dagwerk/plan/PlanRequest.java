package io.dagwerk.plan;

import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.Ordered;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.partitions.EvaluatedMapping;
import io.dagwerk.partitions.PartitionSets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// What a plan is asked for. Immutable.
///
/// @param selection narrows the ops of the job, or its assets
/// @param reexecution set when a run is executed again
/// @param inputs what the versions of the steps depend on beside their code
public record PlanRequest(
    LocationIndex location,
    Target target,
    Optional<String> selection,
    Targets partitions,
    Moment moment,
    KnownState known,
    Optional<Reexecution> reexecution,
    VersionInputs inputs) {

  /// What runs of assets are called that no job asked for.
  public static final String ASSETS = "assets";

  /// What is to be run.
  public sealed interface Target {
    /// A job, by its name.
    record OfJob(String job) implements Target {}

    /// Assets of the location, by a selection of them, with their checks.
    record OfAssets(String assets) implements Target {}
  }

  /// Which partitions are to be made, as keys of the partitioning that the first of the assets has
  /// that knows them; other assets make those of the same time.
  public sealed interface Targets {
    /// None was said.
    record None() implements Targets {}

    record Keys(List<PartitionKey> keys) implements Targets {
      public Keys {
        keys = List.copyOf(keys);
      }
    }

    /// From one to another, both included.
    record Range(PartitionKey first, PartitionKey last) implements Targets {}

    /// All that exist.
    record Every() implements Targets {}

    /// Those that a text names, such as `2001-01-01...2001-01-15,2001-02-01`.
    record Text(String text) implements Targets {}
  }

  /// When the plan is made, and what no arithmetic tells about partitions at that time.
  ///
  /// @param dynamicKeys by the name of their definition
  /// @param mappings what users' own mappings say, by their names
  public record Moment(
      Instant now,
      SequencedMap<String, List<PartitionKey>> dynamicKeys,
      SequencedMap<String, EvaluatedMapping> mappings) {
    public Moment {
      dynamicKeys = Ordered.copyOf(dynamicKeys);
      mappings = Ordered.copyOf(mappings);
    }

    /// A moment without mappings of users' own.
    public Moment(Instant now, SequencedMap<String, List<PartitionKey>> dynamicKeys) {
      this(now, dynamicKeys, new LinkedHashMap<>());
    }

    public Moment mappedBy(SequencedMap<String, EvaluatedMapping> evaluated) {
      return new Moment(now, dynamicKeys, evaluated);
    }

    /// The partitions that there are.
    public PartitionSets sets() {
      return new PartitionSets(now, dynamicKeys).mappedBy(mappings);
    }

    public static Moment at(Instant now) {
      return new Moment(now, new LinkedHashMap<>());
    }
  }

  /// A request for all of a job.
  public static PlanRequest ofJob(LocationIndex location, String job, Moment moment) {
    return of(location, new Target.OfJob(job), moment);
  }

  /// A request for assets.
  public static PlanRequest ofAssets(LocationIndex location, String assets, Moment moment) {
    return of(location, new Target.OfAssets(assets), moment);
  }

  /// A request for what runs are called by: a job of the location, or its assets where the name is
  /// [#ASSETS] and no job has it.
  ///
  /// @param selection a part of the job, or the assets; all when it is empty
  public static PlanRequest named(
      LocationIndex location, String name, Optional<String> selection, Moment moment) {
    if (name.equals(ASSETS) && !location.hasJob(name)) {
      return ofAssets(location, selection.orElse("*"), moment);
    }
    PlanRequest request = ofJob(location, name, moment);
    return selection.map(request::select).orElse(request);
  }

  /// As [#ofJob(LocationIndex, String, Moment)], for a single plan of the location.
  public static PlanRequest ofJob(LocationSnapshot location, String job, Moment moment) {
    return ofJob(LocationIndex.of(location), job, moment);
  }

  private static PlanRequest of(LocationIndex location, Target target, Moment moment) {
    return new PlanRequest(
        location,
        target,
        Optional.empty(),
        new Targets.None(),
        moment,
        KnownState.NOTHING,
        Optional.empty(),
        VersionInputs.NONE);
  }

  /// Only a part of it.
  public PlanRequest select(String part) {
    return new PlanRequest(
        location, target, Optional.of(part), partitions, moment, known, reexecution, inputs);
  }

  public PlanRequest on(Targets keys) {
    return new PlanRequest(location, target, selection, keys, moment, known, reexecution, inputs);
  }

  public PlanRequest on(String... keys) {
    return on(new Targets.Keys(List.of(keys).stream().map(PartitionKey::new).toList()));
  }

  /// At another moment.
  public PlanRequest at(Moment other) {
    return new PlanRequest(
        location, target, selection, partitions, other, known, reexecution, inputs);
  }

  public PlanRequest knowing(KnownState state) {
    return new PlanRequest(
        location, target, selection, partitions, moment, state, reexecution, inputs);
  }

  /// In a mode of its job: what that reads from stores, nothing need be known of.
  public PlanRequest inMode(String mode) {
    boolean readsStored =
        target instanceof Target.OfJob(String job)
            && location.hasJob(job)
            && location.job(job).readingStored().contains(mode);
    return readsStored ? knowing(new StoredElsewhere(known)) : this;
  }

  public PlanRequest again(Reexecution again) {
    return new PlanRequest(
        location, target, selection, partitions, moment, known, Optional.of(again), inputs);
  }

  public PlanRequest versioned(VersionInputs from) {
    return new PlanRequest(
        location, target, selection, partitions, moment, known, reexecution, from);
  }
}
