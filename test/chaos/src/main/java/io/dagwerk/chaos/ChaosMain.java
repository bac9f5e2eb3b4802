package io.dagwerk.chaos;

import io.dagwerk.chaos.History.Struck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.LogManager;

/// Plays seeds and says what was found.
public final class ChaosMain {
  private static final int SEEDS_OF_INSTANCE = 10;
  private static final int STRIKES = 6;

  private ChaosMain() {}

  public static void main(String[] arguments) throws Exception {
    // What the embedded database says of itself is of no interest.
    LogManager.getLogManager().reset();
    Options options = Options.parse(List.of(arguments));
    long began = System.nanoTime();
    Campaign campaign = new Campaign(options);
    boolean isKept = campaign.play();
    System.out.printf("%,d s%n", (System.nanoTime() - began) / 1_000_000_000);
    System.exit(isKept ? 0 : 1);
  }

  /// What is asked for.
  ///
  /// @param without a part of Dagwerk that is switched off, which the suite is to notice
  /// @param only the pair that strikes, when it is not to be all of them
  record Options(
      long from,
      int seeds,
      boolean isPostgres,
      Optional<Mutation> without,
      Optional<Scenario.Pair> only) {
    static Options parse(List<String> arguments) {
      Options options = new Options(1, 5, false, Optional.empty(), Optional.empty());
      List<String> left = new ArrayList<>(arguments);
      while (!left.isEmpty()) {
        String name = left.removeFirst();
        options =
            switch (name) {
              case "--seeds" -> options.with(options.from, Integer.parseInt(left.removeFirst()));
              case "--from" -> options.with(Long.parseLong(left.removeFirst()), options.seeds);
              case "--postgres" ->
                  new Options(options.from, options.seeds, true, options.without, options.only);
              case "--only" ->
                  new Options(
                      options.from,
                      options.seeds,
                      options.isPostgres,
                      options.without,
                      Optional.of(Scenario.Pair.parse(left.removeFirst())));
              case "--without" ->
                  new Options(
                      options.from,
                      options.seeds,
                      options.isPostgres,
                      Optional.of(Mutation.named(left.removeFirst())),
                      options.only);
              default ->
                  throw new IllegalArgumentException(
                      "expected --seeds, --from, --postgres, --only or --without, but found '%s'"
                          .formatted(name));
            };
      }
      return options;
    }

    private Options with(long first, int count) {
      return new Options(first, count, isPostgres, without, only);
    }

    /// The arguments that play a seed again.
    String again(long seed) {
      return "test/chaos/run --from %d --seeds 1%s%s%s"
          .formatted(
              seed,
              isPostgres ? " --postgres" : "",
              without.map(it -> " --without " + it.word()).orElse(""),
              only.map(it -> " --only " + it).orElse(""));
    }
  }

  /// Some seeds, on instances that each live for several of them.
  private static final class Campaign {
    private final Options options;
    private final Tally tally = new Tally();
    private List<Fault> faults = List.of();

    Campaign(Options options) {
      this.options = options;
    }

    /// @return whether no word was broken
    boolean play() throws Exception {
      Optional<Path> patched = Optional.empty();
      if (options.without.isPresent()) {
        patched = Optional.of(Files.createTempDirectory("dagwerk-patched"));
        options.without.get().patchInto(patched.get());
      }
      ClassPath classPath = new ClassPath(patched);
      int played = 0;
      boolean isKept = true;
      while (played < options.seeds && isKept) {
        int count = Math.min(SEEDS_OF_INSTANCE, options.seeds - played);
        Instance instance =
            options.isPostgres ? Instance.postgres(classPath) : Instance.sqlite(classPath, true);
        faults = instance.faults();
        if (!options.isPostgres && instance.disks().isEmpty()) {
          System.out.println("NO DISK MAY BE MOUNTED HERE: full and slow disks are left out");
        }
        try {
          isKept = play(instance, options.from + played, count);
        } finally {
          isKept &= isNothingLeft(instance);
        }
        if (isKept) {
          instance.delete();
        } else {
          System.out.println("files are kept in " + instance.root());
        }
        played += count;
      }
      System.out.println();
      System.out.println(tally.table(faults));
      System.out.println(isKept ? "no violation in %d seeds".formatted(played) : "VIOLATIONS");
      return isKept;
    }

    private static boolean isNothingLeft(Instance instance) throws Exception {
      List<Violation> left = instance.stop();
      left.forEach(System.out::println);
      return left.isEmpty();
    }

    private boolean play(Instance instance, long first, int count) throws Exception {
      for (long seed = first; seed < first + count; seed++) {
        long began = System.nanoTime();
        List<Scenario.Pair> pairs =
            options.only.map(List::of).orElseGet(() -> Scenario.Pair.all(faults));
        Scenario scenario = Scenario.of(seed, pairs, STRIKES);
        Round.Result result = new Round(instance, scenario).play();
        for (Struck hit : result.hits()) {
          tally.add(hit.fault(), hit.state());
        }
        System.out.printf(
            "seed %d: %d runs, %s, %d of %d strikes hit%s (%.1f s)%n",
            seed,
            result.history().launched().size(),
            result.violations().isEmpty() ? "kept" : "BROKEN",
            result.hits().size(),
            scenario.strikes().size(),
            result.missed().isEmpty() ? "" : ", missed " + result.missed(),
            (System.nanoTime() - began) / 1e9);
        if (!result.violations().isEmpty()) {
          Report.print(result);
          System.out.println("again: " + options.again(seed));
          return false;
        }
      }
      return true;
    }
  }
}
