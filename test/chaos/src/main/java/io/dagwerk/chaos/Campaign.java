package io.dagwerk.chaos;

import io.dagwerk.chaos.History.Struck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Some seeds, on instances that each live for several of them.
final class Campaign {
  private static final int SEEDS_OF_INSTANCE = 10;

  /// So that 200 seeds strike each of sixty pairs more than twenty times, also when a few miss.
  private static final int STRIKES = 7;

  private static final Duration LONGEST_CACHE = Duration.ofMinutes(2);

  private final Options options;
  private final Tally tally = new Tally();
  private List<Fault> faults = List.of();
  private long next;
  private int played;
  private boolean isKept = true;
  private final Set<Instance> playing = new LinkedHashSet<>();

  Campaign(Options options) {
    this.options = options;
    this.next = options.from();
  }

  /// The seeds that one instance plays.
  private record Chunk(long first, int count) {}

  /// @return whether no word was broken
  boolean play() throws Exception {
    Optional<Path> patched = Optional.empty();
    if (options.without().isPresent()) {
      patched = Optional.of(Files.createTempDirectory("dagwerk-patched"));
      options.without().get().patchInto(patched.get());
    }
    ClassPath classPath = new ClassPath(patched);
    Thread abandon = Thread.ofPlatform().unstarted(this::abandon);
    Runtime.getRuntime().addShutdownHook(abandon);
    try (ExecutorService players = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> parts = new ArrayList<>();
      Callable<Object> player =
          () -> {
            for (Optional<Chunk> it = take(); it.isPresent(); it = take()) {
              play(classPath, it.get());
            }
            return true;
          };
      for (int i = 0; i < options.parallel(); i++) {
        parts.add(players.submit(player));
      }
      for (Future<?> each : parts) {
        each.get();
      }
    }
    Runtime.getRuntime().removeShutdownHook(abandon);
    printTable();
    System.out.println(isKept ? "no violation in %d seeds".formatted(played) : "VIOLATIONS");
    return isKept;
  }

  private synchronized void printTable() {
    System.out.println();
    System.out.println(tally.table(faults));
  }

  /// Whoever breaks a campaign off keeps what it has found, and no process or disk of it.
  private synchronized void abandon() {
    for (Instance instance : playing) {
      try {
        instance.abandon();
      } catch (IOException | InterruptedException e) {
        System.out.println("%s is left there: %s".formatted(instance.root(), e));
      }
    }
    printTable();
    System.out.printf("broken off after %d seeds%n", played);
  }

  private synchronized void plays(Instance instance) {
    playing.add(instance);
  }

  private synchronized void hasPlayed(Instance instance) {
    playing.remove(instance);
  }

  /// The next seeds that nobody plays; none when a word was broken.
  private synchronized Optional<Chunk> take() {
    long left = options.from() + options.seeds() - next;
    // All at once have something to do until the end.
    long fair = Math.ceilDiv(left, options.parallel());
    int count = Math.toIntExact(Math.min(SEEDS_OF_INSTANCE, fair));
    if (!isKept || count < 1) {
      return Optional.empty();
    }
    next += count;
    return Optional.of(new Chunk(next - count, count));
  }

  private synchronized boolean mayGoOn() {
    return isKept;
  }

  private synchronized void broken() {
    isKept = false;
  }

  private void play(ClassPath classPath, Chunk chunk) throws Exception {
    Instance instance =
        options.isPostgres() ? Instance.postgres(classPath) : Instance.sqlite(classPath, true);
    plays(instance);
    knows(instance);
    boolean isInstanceKept = false;
    try {
      isInstanceKept = play(instance, chunk);
    } finally {
      List<Violation> left = instance.stop();
      hasPlayed(instance);
      left.forEach(System.out::println);
      isInstanceKept &= left.isEmpty();
      if (!isInstanceKept) {
        broken();
      }
    }
    if (isInstanceKept) {
      instance.delete();
    } else {
      System.out.println("files are kept in " + instance.root());
    }
  }

  private synchronized void knows(Instance instance) throws Exception {
    if (faults.isEmpty()) {
      // Each process of the suite starts in half the time with it, and whoever is killed while it
      // makes it has to begin anew. A few seeds do not pay for it.
      if (options.seeds() >= SEEDS_OF_INSTANCE) {
        var _ = Waiting.until(LONGEST_CACHE, instance::hasClassCache);
      }
      faults = instance.faults();
      if (instance.disks().isEmpty()) {
        System.out.println("NO DISK MAY BE MOUNTED HERE: full and slow disks are left out");
      }
      if (!faults.contains(Fault.LINK_CUT)) {
        System.out.println("NO CONNECTION MAY BE CUT HERE: links that are cut are left out");
      }
    }
  }

  private boolean play(Instance instance, Chunk chunk) throws Exception {
    for (long seed = chunk.first(); seed < chunk.first() + chunk.count() && mayGoOn(); seed++) {
      long began = System.nanoTime();
      List<Scenario.Pair> pairs = options.pairs(instance.faults());
      Round.Result result = new Round(instance, Scenario.of(seed, pairs, STRIKES)).play();
      tell(seed, result, (System.nanoTime() - began) / 1e9);
      if (!result.violations().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private synchronized void tell(long seed, Round.Result result, double seconds) {
    played++;
    for (Struck hit : result.hits()) {
      tally.add(hit.fault(), hit.state());
    }
    System.out.printf(
        "seed %d: %d runs, %s, %d of %d strikes hit%s (%.1f s)%n",
        seed,
        result.history().launched().size(),
        result.violations().isEmpty() ? "kept" : "BROKEN",
        result.hits().size(),
        result.aimed(),
        result.missed().isEmpty() ? "" : ", missed " + result.missed(),
        seconds);
    if (options.seeds() == 1) {
      // Who plays one alone wants to know why it missed.
      result.missed().forEach(missed -> Report.print(missed.run(), result.history()));
    }
    if (!result.violations().isEmpty()) {
      Report.print(result);
      System.out.println("again: " + options.again(seed));
    }
  }
}
