package io.dagwerk.benchmarks;

import io.dagwerk.benchmarks.examples.Jobs;
import io.dagwerk.benchmarks.examples.ManyAssets;
import io.dagwerk.execution.Launch;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/// What a new process needs for its first go at something, on its own clock from the start of its
/// `main`, and what it needs for the second.
///
/// Arguments: one of `job`, `assets`, `fingerprints`.
public final class Cold {
  private static final int MANY = 10_000;
  private static final int GROUPS = 100;

  private Cold() {}

  public static void main(String[] arguments) throws Exception {
    switch (String.join(" ", arguments)) {
      case "job" -> twice(_ -> run());
      case "assets" -> twice(_ -> plan());
      case "fingerprints" -> {
        List<Programs.Function> functions = Programs.functions(MANY);
        twice(_ -> Fingerprinting.count(functions));
      }
      default -> {
        System.err.println("expected job, assets or fingerprints, but found " + List.of(arguments));
        System.exit(2);
      }
    }
  }

  private static int run() {
    return InMemory.run(InMemory.runs(Jobs.chain(1)), "job").log().size();
  }

  private static int plan() {
    return InMemory.runs(ManyAssets.inGroups(MANY, GROUPS)).plan(Launch.of("all")).steps().size();
  }

  private static void twice(ToIntFunction<Integer> work) {
    for (int i = 0; i < 2; i++) {
      long start = System.nanoTime();
      int done = work.applyAsInt(i);
      double millis = (System.nanoTime() - start) / 1e6;
      System.out.printf(Locale.ROOT, "%s %.1f ms (%d)%n", i == 0 ? "cold" : "again", millis, done);
    }
  }
}
