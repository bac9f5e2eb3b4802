package io.dagwerk.automation.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.automation.backfill.Backfill.RunResult;
import io.dagwerk.automation.backfill.BackfillStep.Launch;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunEnd;
import io.dagwerk.partitions.PartitionSet;
import io.dagwerk.partitions.PartitionSets;
import io.dagwerk.partitions.PartitionSubset;
import io.dagwerk.plan.PlanRequest.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// A backfill that a test turns by hand: what it launches, and how its runs end.
final class Drive {
  static final Instant NOW = Instant.parse("2001-03-01T00:00:00Z");

  private final LocationSnapshot location;
  private final PartitionSets sets = PartitionSets.at(NOW);
  private final Set<String> failing = new HashSet<>();

  /// What an item reads, so that it is abandoned in the run in which that fails.
  Function<String, Set<String>> reads =
      item -> item.startsWith("delays") ? Set.of(item.replace("delays", "raw")) : Set.of();

  PartitionStates states = PartitionStates.NOTHING;
  Backfill backfill;

  Drive(Sketch sketch, BackfillRequest request) {
    this(sketch, request, PartitionStates.NOTHING);
  }

  Drive(Sketch sketch, BackfillRequest request, PartitionStates states) {
    this.location = sketch.location();
    this.states = states;
    BackfillPlanner.Result result =
        new BackfillPlanner(location, Moment.at(NOW), states).plan(new BackfillId("b"), request);
    assertThat(result).isInstanceOf(BackfillPlanner.Result.Planned.class);
    this.backfill = ((BackfillPlanner.Result.Planned) result).backfill();
  }

  /// The step of a node and partition fails from now on, such as `raw 2001-01-02`.
  Drive failing(String item) {
    failing.add(item);
    return this;
  }

  Drive healing(String item) {
    failing.remove(item);
    return this;
  }

  /// What the next step launches, such as `raw+delays 2001-01-01,2001-01-02`.
  List<String> step() {
    return launch().stream().map(this::shown).toList();
  }

  List<Launch> launch() {
    BackfillStep step = new BackfillRule(location).next(backfill, states);
    assertThat(new BackfillRule(location).next(backfill, states)).isEqualTo(step);
    backfill = step.backfill();
    return step.launches();
  }

  private String shown(Launch launch) {
    SequencedMap<String, PartitionSubset> makes = makes(launch.number());
    List<String> keys = launch.run().partitions().stream().map(PartitionKey::text).toList();
    return (String.join("+", makes.sequencedKeySet()) + " " + String.join(",", keys)).strip();
  }

  /// What a run that is under way makes.
  SequencedMap<String, PartitionSubset> makes(int run) {
    return Objects.requireNonNull(backfill.runs().get(run)).makes();
  }

  /// Lets every run that is under way end.
  Drive end() {
    List.copyOf(backfill.runs().keySet()).forEach(this::end);
    return this;
  }

  void end(int run) {
    backfill = backfill.ended(run, result(run));
  }

  private RunResult result(int run) {
    SequencedMap<String, PartitionSubset> made = new LinkedHashMap<>();
    SequencedMap<String, PartitionSubset> failed = new LinkedHashMap<>();
    Set<String> lost = new HashSet<>();
    makes(run)
        .forEach((node, numbers) -> {
          List<Long> good = new ArrayList<>();
          List<Long> bad = new ArrayList<>();
          for (long number : numbers.numbers().toArray()) {
            String item = item(node, number);
            if (failing.contains(item)) {
              bad.add(number);
              lost.add(item);
            } else if (reads.apply(item).stream().anyMatch(lost::contains)) {
              lost.add(item);
            } else {
              good.add(number);
            }
          }
          made.put(node, subset(good));
          failed.put(node, subset(bad));
        });
    boolean isGood = failed.values().stream().allMatch(PartitionSubset::isEmpty);
    return new RunResult(isGood ? RunEnd.SUCCEEDED : RunEnd.FAILED, made, failed);
  }

  private static PartitionSubset subset(List<Long> numbers) {
    return PartitionSubset.of(numbers.stream().mapToLong(Long::longValue));
  }

  String item(String node, long number) {
    return Stream.concat(Stream.of(node), key(node, number).map(PartitionKey::text).stream())
        .reduce((a, b) -> a + " " + b)
        .orElseThrow();
  }

  private Optional<PartitionKey> key(String node, long number) {
    return set(node).flatMap(set -> set.keyAt(number));
  }

  private Optional<PartitionSet> set(String node) {
    return location.nodes().stream()
        .filter(each -> each.name().equals(node))
        .findFirst()
        .flatMap(each -> each.partitions().map(sets::of));
  }

  /// The partitions of a node, by number.
  PartitionSubset numbers(String node, String... keys) {
    return PartitionSubset.of(
        Stream.of(keys).mapToLong(key -> set(node).orElseThrow().numberOf(PartitionKey.of(key))));
  }

  /// The items of some kind, such as `raw 2001-01-02`.
  List<String> items(Function<Items, PartitionSubset> kind) {
    List<String> items = new ArrayList<>();
    backfill
        .nodes()
        .forEach((name, node) ->
            kind.apply(node.items()).numbers().forEach(number -> items.add(item(name, number))));
    return items;
  }

  /// Turns it until it is over, at most so many steps.
  List<String> run() {
    List<String> launched = new ArrayList<>();
    for (int i = 0; i < 10_000 && !backfill.isOver(); i++) {
      launched.addAll(step());
      end();
    }
    return launched;
  }
}
