package io.dagwerk.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is asked for on the command line.
///
/// @param parallel how many instances are struck at once
/// @param without a part of Dagwerk that is switched off, which the suite is to notice
/// @param only faults and pairs, as [Scenario.Pair#parse] reads them, when it is not to be all
record Options(
    long from,
    int seeds,
    int parallel,
    boolean isPostgres,
    Optional<Mutation> without,
    Optional<String> only) {
  private static final int MOST_PARALLEL = 16;

  Options {
    only.ifPresent(Scenario.Pair::parse);
    if (seeds < 1 || parallel < 1 || parallel > MOST_PARALLEL) {
      throw new IllegalArgumentException(
          "expected a seed or more, and 1 to %d at once, but found %d and %d"
              .formatted(MOST_PARALLEL, seeds, parallel));
    }
  }

  static Options parse(List<String> arguments) {
    Options options = new Options(1, 5, 1, false, Optional.empty(), Optional.empty());
    List<String> left = new ArrayList<>(arguments);
    while (!left.isEmpty()) {
      String name = left.removeFirst();
      options =
          name.equals("--postgres") ? options.onPostgres() : options.with(name, value(name, left));
    }
    return options;
  }

  private static String value(String name, List<String> left) {
    if (left.isEmpty()) {
      throw new IllegalArgumentException("expected a value after %s".formatted(name));
    }
    return left.removeFirst();
  }

  private Options onPostgres() {
    return new Options(from, seeds, parallel, true, without, only);
  }

  private Options with(String name, String value) {
    return switch (name) {
      case "--seeds" ->
          new Options(from, Integer.parseInt(value), parallel, isPostgres, without, only);
      case "--from" ->
          new Options(Long.parseLong(value), seeds, parallel, isPostgres, without, only);
      case "--parallel" ->
          new Options(from, seeds, Integer.parseInt(value), isPostgres, without, only);
      case "--without" ->
          new Options(from, seeds, parallel, isPostgres, Optional.of(Mutation.named(value)), only);
      case "--only" -> new Options(from, seeds, parallel, isPostgres, without, Optional.of(value));
      default ->
          throw new IllegalArgumentException(
              "expected --seeds, --from, --parallel, --postgres, --only or --without, but found '%s'"
                  .formatted(name));
    };
  }

  /// What strikes on an instance.
  ///
  /// @param faults that can strike there
  List<Scenario.Pair> pairs(List<Fault> faults) {
    List<Scenario.Pair> pairs =
        only.map(Scenario.Pair::parse).orElseGet(() -> Scenario.Pair.all(faults));
    for (Scenario.Pair pair : pairs) {
      if (!faults.contains(pair.fault())) {
        throw new IllegalArgumentException(
            "expected faults that can strike here, which are %s, but found %s"
                .formatted(faults.stream().map(Fault::words).toList(), pair));
      }
    }
    return pairs;
  }

  /// The command that plays a seed again.
  String again(long seed) {
    return "test/chaos/run --from %d --seeds 1%s%s%s"
        .formatted(
            seed,
            isPostgres ? " --postgres" : "",
            without.map(it -> " --without " + it.word()).orElse(""),
            only.map(it -> " --only " + it).orElse(""));
  }
}
