package io.dagwerk.benchmarks.dev;

import io.dagwerk.benchmarks.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// Whole processes of `dagwerk dev`, with sources that are saved again and again.
public final class DevBenchmark {
  private static final int STARTS = 5;
  private static final int SAVES = 11;

  /// Between two saves, so that what follows one does not slow the next: as somebody writes.
  private static final long PAUSE_SECONDS = 5;

  private DevBenchmark() {}

  private interface Save {
    void edit(int number) throws IOException;
  }

  /// @param arguments the command `dagwerk`
  public static void main(String[] arguments) throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.create("dagwerk-dev")) {
      measure(Path.of(arguments[0]), folder.path());
    }
  }

  private static void measure(Path command, Path folder) throws Exception {
    Path instance = folder.resolve("instance");
    DevelopedSources sources =
        DevelopedSources.in(Files.createDirectories(folder.resolve("sources")));
    List<Double> answered = new ArrayList<>();
    List<Double> loaded = new ArrayList<>();
    for (int i = 0; i <= STARTS; i++) {
      try (DevProcess dev = DevProcess.start(command, sources.folder(), instance)) {
        double answer = dev.awaitAnswer();
        double load = dev.await("is served");
        if (i == 0) {
          System.out.printf(
              Locale.ROOT,
              "the first dev: answers after %.2f s, loaded after %.2f s%n",
              answer,
              load);
        } else {
          answered.add(answer);
          loaded.add(load);
        }
        TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
      }
    }
    print("dev, until it answers over HTTP", answered);
    print("dev, until the code is loaded", loaded);
    try (DevProcess dev = DevProcess.start(command, sources.folder(), instance)) {
      dev.await("is served");
      TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
      saves(dev, "a saved body", sources::pipeline);
      saves(dev, "a saved signature that 9 files use", sources::few);
      saves(dev, "a saved signature that 49 files use", sources::many);
    }
  }

  /// The first save is left out, as the aims have it.
  private static void saves(DevProcess dev, String what, Save save) throws Exception {
    List<Double> served = new ArrayList<>();
    List<Double> bound = new ArrayList<>();
    for (int i = 1; i <= SAVES; i++) {
      dev.begin();
      save.edit(i);
      double isServed = dev.await("is served");
      double waits = dev.await("a worker waits");
      if (i > 1) {
        served.add(isServed);
        bound.add(waits);
      }
      TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
    }
    print(what + ", until served", served);
    print("  until a worker waits for its runs", bound);
  }

  private static void print(String what, List<Double> seconds) {
    List<Double> sorted = new ArrayList<>(seconds);
    sorted.sort(Comparator.naturalOrder());
    System.out.printf(
        Locale.ROOT,
        "%-52s p50 %.2f s, shortest %.2f s, longest %.2f s, of %d%n",
        what,
        sorted.get(sorted.size() / 2),
        sorted.getFirst(),
        sorted.getLast(),
        sorted.size());
  }
}
