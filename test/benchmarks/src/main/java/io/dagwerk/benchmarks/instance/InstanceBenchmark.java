package io.dagwerk.benchmarks.instance;

import io.dagwerk.benchmarks.TemporaryFolder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// An instance with a durable database, as a whole.
///
/// Arguments: `sqlite` or `postgres`; a file with the class path of code servers and workers; a
/// file with the class path of the flights example; then what is measured, of `launch`, `flights`,
/// `queue`, `steps`, `processes`, `prints`, `bytes` and `host`, or nothing for all of these, or
/// `pages`.
public final class InstanceBenchmark {
  private static final List<String> ALL =
      List.of("launch", "flights", "queue", "steps", "processes", "prints", "bytes", "host");

  /// Starts no runs.
  private static final String PAGES = "pages";

  private static final Duration LONGEST_FILL = Duration.ofMinutes(5);

  private InstanceBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    List<String> wanted =
        arguments.length > 3 ? List.of(arguments).subList(3, arguments.length) : ALL;
    List<Path> engine = paths(arguments[1]);
    List<Path> flights = paths(arguments[2]);
    try (TemporaryFolder base = TemporaryFolder.create("dagwerk-instance")) {
      measure(arguments[0], wanted, new Jars(engine, flights), base.path());
    }
  }

  private record Jars(List<Path> engine, List<Path> flights) {}

  private static void measure(String kind, List<String> wanted, Jars jars, Path base)
      throws Exception {
    Path cache = Files.createDirectories(base.resolve("cache"));
    if (!wanted.equals(List.of(PAGES))) {
      fillCache(new LocalHost.Place(base.resolve("fill"), jars.engine(), cache));
    }
    for (String what : wanted) {
      Path folder = Files.createDirectories(base.resolve(what));
      LocalHost.Place place = new LocalHost.Place(folder, jars.engine(), cache);
      InstanceCode code =
          InstanceCode.compile(
              folder, jars.engine(), what.equals("flights") ? jars.flights() : List.of());
      try (InstanceDatabase database = InstanceDatabase.open(kind, folder)) {
        measure(what, database, code, place);
      }
    }
  }

  private static void measure(
      String what, InstanceDatabase database, InstanceCode code, LocalHost.Place place)
      throws Exception {
    database.storage().close();
    System.out.printf("%n%s, %s, load %s%n", what, database.settings(), load());
    switch (what) {
      case "launch", "flights" -> new Launches(database, code, place).measure();
      case "queue" -> new Submissions(database, code, place).measure();
      case "steps" -> new StepTimes(database, code, place).measure();
      case "processes" -> new ProcessTimes(database, code, place).measure();
      case "prints" -> new Prints(database, code, place).measure();
      case "bytes" -> new StoredBytes(database, code, place).measure();
      case "host" -> new Hosts(database, code, place).measure();
      case PAGES -> new Pages(database, place).measure();
      default ->
          throw new IllegalArgumentException(
              "expected %s or some of %s, but found '%s'".formatted(PAGES, ALL, what));
    }
    System.out.printf("load %s afterwards%n", load());
  }

  private static String load() throws IOException {
    return String.join(
        " ", List.of(Files.readString(Path.of("/proc/loadavg")).split(" ", -1)).subList(0, 3));
  }

  private static List<Path> paths(String file) throws IOException {
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(Files.readString(Path.of(file)).strip())
        .map(Path::of)
        .toList();
  }

  /// A code server makes the JVM's cache of our classes when it starts for the first time.
  private static void fillCache(LocalHost.Place place) throws Exception {
    Files.createDirectories(place.folder());
    InstanceCode code = InstanceCode.compile(place.folder(), place.engine(), List.of());
    Instant until = Instant.now().plus(LONGEST_FILL);
    try (InstanceDatabase database = InstanceDatabase.open("sqlite", place.folder());
        LocalHost host = new LocalHost(database, code, place, new LocalHost.Options(0, 1))) {
      host.awaitSuccess(host.launch("one"));
      while (!isFilled(place.cache())) {
        if (Instant.now().isAfter(until)) {
          throw new IllegalStateException(
              "no cache of classes was made; are there folders among " + place.engine());
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }

  private static boolean isFilled(Path cache) throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      return files.anyMatch(file -> file.toString().endsWith(".aot"));
    } catch (UncheckedIOException changing) {
      return false;
    }
  }
}
