package io.dagwerk.benchmarks.launch;

import io.dagwerk.benchmarks.TemporaryFolder;
import io.dagwerk.benchmarks.launch.LocalInstance.Launched;
import io.dagwerk.codeclient.LaunchedWorker.Start;
import io.dagwerk.plan.LocationIndex;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// How long it takes from asking for a run to the first line of user code, which writes the time
/// itself: run host, code server and worker as whole processes, with a store in memory.
///
/// Arguments: `job`, `classes` or `factory` for what is launched, and the engine's class path.
public final class Launches {
  private static final int SPARES = 2;
  private static final int ROUNDS = 40;
  private static final int MANY = 50;
  private static final Duration LONGEST_FILL = Duration.ofMinutes(3);

  private final Path folder;
  private final List<Path> engine;
  private final Path code;

  private Launches(String what, List<Path> engine, Path folder) throws IOException {
    this.engine = engine;
    this.folder = folder;
    this.code =
        UserSources.compile(
            folder,
            switch (what) {
              case "job" -> UserSources.job();
              case "classes" -> UserSources.assetsInClasses();
              case "factory" -> UserSources.assetsOfFactory();
              default ->
                  throw new IllegalArgumentException(
                      "expected job, classes or factory, but found '%s'".formatted(what));
            },
            engine);
  }

  public static void main(String[] arguments) throws Exception {
    List<Path> engine =
        Arrays.stream(arguments[1].split(File.pathSeparator, -1)).map(Path::of).toList();
    try (TemporaryFolder folder = TemporaryFolder.create("dagwerk-launch")) {
      Launches launches = new Launches(arguments[0], engine, folder.path());
      launches.fillCache();
      if (arguments[0].equals("job")) {
        launches.warm(ROUNDS);
        launches.cold();
        launches.many();
      } else {
        launches.describe();
        launches.warm(ROUNDS / 2);
      }
    }
  }

  /// A code server makes the JVM's cache of our classes when it starts for the first time.
  private void fillCache() throws Exception {
    long start = System.nanoTime();
    try (LocalInstance instance = new LocalInstance(engine, code, 0)) {
      instance.describe();
      while (!isCacheFilled()) {
        if (System.nanoTime() - start > LONGEST_FILL.toNanos()) {
          throw new IllegalStateException(
              "no cache of classes was made; are there folders among " + engine);
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }

  private boolean isCacheFilled() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
      return files.anyMatch(file -> file.toString().endsWith(".aot"));
    } catch (UncheckedIOException changing) {
      return false;
    }
  }

  /// Each launch finds a worker that waits.
  private void warm(int rounds) throws Exception {
    try (LocalInstance instance = new LocalInstance(engine, code, SPARES)) {
      LocationIndex index = instance.describe();
      List<Duration> times = new ArrayList<>();
      List<Duration> ends = new ArrayList<>();
      int cold = 0;
      for (int i = 0; i < rounds; i++) {
        awaitIdle(instance);
        Launched launched = instance.launch(index);
        instance.awaitSuccess(launched.run());
        Instant ended = Instant.now();
        if (launched.start() == Start.WARM) {
          times.add(time(launched));
          ends.add(Duration.between(launched.asked(), ended));
        } else {
          cold++;
        }
      }
      print("warm, %d were not".formatted(cold), times);
      print("warm, to the end of the run", ends);
      awaitIdle(instance);
      memory(instance);
    }
  }

  /// Each launch starts its worker.
  private void cold() throws Exception {
    try (LocalInstance instance = new LocalInstance(engine, code, 0)) {
      LocationIndex index = instance.describe();
      List<Duration> times = new ArrayList<>();
      for (int i = 0; i < ROUNDS / 2; i++) {
        awaitIdle(instance);
        Launched launched = instance.launch(index);
        instance.awaitSuccess(launched.run());
        times.add(time(launched));
      }
      print("cold", times);
    }
  }

  /// Launches that do not wait: one after the other, and then all at once.
  private void many() throws Exception {
    try (LocalInstance instance = new LocalInstance(engine, code, SPARES)) {
      LocationIndex index = instance.describe();
      awaitIdle(instance);
      long start = System.nanoTime();
      List<Duration> times = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        Launched launched = instance.launch(index);
        instance.awaitSuccess(launched.run());
        times.add(time(launched));
      }
      print("one after the other", times);
      rate(start);
      awaitIdle(instance);
      start = System.nanoTime();
      List<Thread> threads = new ArrayList<>();
      List<Launched> launched = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        threads.add(
            Thread.ofVirtual()
                .start(() -> {
                  Launched one = instance.launch(index);
                  synchronized (launched) {
                    launched.add(one);
                  }
                }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      times.clear();
      for (Launched one : launched) {
        instance.awaitSuccess(one.run());
        times.add(time(one));
      }
      print("all at once", times);
      rate(start);
    }
  }

  private static void rate(long start) {
    System.out.printf("%-32s %.1f runs/s%n", "", MANY / ((System.nanoTime() - start) / 1e9));
  }

  /// From the start of a code server to all that it defines, and then asked again.
  private void describe() throws Exception {
    List<Duration> first = new ArrayList<>();
    List<Duration> again = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      long start = System.nanoTime();
      try (LocalInstance instance = new LocalInstance(engine, code, 0)) {
        instance.describe();
        first.add(Duration.ofNanos(System.nanoTime() - start));
        start = System.nanoTime();
        instance.describe();
        again.add(Duration.ofNanos(System.nanoTime() - start));
      }
    }
    print("code server started to described", first);
    print("described again", again);
  }

  /// Waits until code server and workers compute nothing, which they do once the spares are there.
  private static void awaitIdle(LocalInstance instance) throws InterruptedException {
    long before = -1;
    for (long now = used(instance); now != before; now = used(instance)) {
      before = now;
      TimeUnit.MILLISECONDS.sleep(400);
    }
  }

  private static long used(LocalInstance instance) {
    return instance
        .codeServer()
        .descendants()
        .mapToLong(it -> it.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 20)
        .sum();
  }

  private Duration time(Launched launched) throws IOException {
    Instant first = Instant.parse(Files.readString(folder.resolve(launched.run().toString())));
    return Duration.between(launched.asked(), first);
  }

  private static void memory(LocalInstance instance) throws IOException {
    System.out.printf("%-32s %s%n", "code server", Memory.of(instance.codeServer()));
    for (ProcessHandle worker : instance.codeServer().children().toList()) {
      System.out.printf("%-32s %s%n", "waiting worker", Memory.of(worker));
    }
  }

  private static void print(String what, List<Duration> times) {
    times.sort(Comparator.naturalOrder());
    System.out.printf(
        "%-32s p50 %d ms, p99 %d ms, shortest %d ms, longest %d ms, of %d%n",
        what,
        times.get(times.size() / 2).toMillis(),
        times.get(Math.min(times.size() - 1, times.size() * 99 / 100)).toMillis(),
        times.getFirst().toMillis(),
        times.getLast().toMillis(),
        times.size());
  }
}
