package io.dagwerk.chaos;

import io.dagwerk.model.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// Puts mixed load on one server for some minutes, and says whether it takes more and more.
///
/// Arguments: `--minutes N`, and `--plot FILE` for where the plot goes.
public final class SoakMain {
  private static final Duration PAUSE = Duration.ofMillis(400);
  private static final Duration SAMPLE = Duration.ofSeconds(5);
  private static final int KEEP_MINUTES = 3;

  /// The server deletes old logs for the first time then.
  private static final int FIRST_RETENTION_MINUTES = 10;

  /// What a run of these jobs may leave in the store, logs and all.
  private static final double MOST_KILOBYTES_PER_RUN = 120;

  private static final List<String> JOBS =
      List.of("chain", "diamond", "retrying", "fanned", "printing", "materializing", "failing");

  private final Instance instance;
  private final Api api;
  private final long began = System.nanoTime();
  private final List<Sample> samples = new ArrayList<>();
  private int launched;

  private SoakMain(Instance instance) {
    this.instance = instance;
    this.api = instance.api();
  }

  public static void main(String[] arguments) throws Exception {
    int minutes = 20;
    Path plot = Path.of("soak.svg");
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      switch (arguments[i]) {
        case "--minutes" -> minutes = Integer.parseInt(arguments[i + 1]);
        case "--plot" -> plot = Path.of(arguments[i + 1]);
        default ->
            throw new IllegalArgumentException(
                "expected --minutes or --plot, but found '%s'".formatted(arguments[i]));
      }
    }
    Instance instance = Instance.forgetful(new ClassPath(Optional.empty()), KEEP_MINUTES);
    SoakMain soak = new SoakMain(instance);
    boolean isFlat;
    try {
      soak.load(Duration.ofMinutes(minutes));
      Files.writeString(plot, SoakPlot.of(soak.samples));
      boolean hasForgotten = soak.hasForgotten(minutes);
      isFlat = soak.verdict() && hasForgotten;
    } finally {
      var _ = instance.stop();
    }
    instance.delete();
    System.exit(isFlat ? 0 : 1);
  }

  private double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }

  private void load(Duration length) throws Exception {
    double next = 0;
    while (seconds() < length.toSeconds()) {
      launchOne();
      if (seconds() >= next) {
        sample();
        next = seconds() + SAMPLE.toSeconds();
      }
      Waiting.pause(PAUSE);
    }
  }

  /// One launch; of some the run is canceled, is to fail, or is looked at.
  private void launchOne() throws Exception {
    String run = RunId.createdAt(Instant.now()).toString();
    String job = JOBS.get(launched % JOBS.size());
    if (job.equals("failing")) {
      Files.createFile(instance.root().resolve("broken").resolve(run));
    }
    if (api.launch(run, job)) {
      launched++;
    }
    if (launched % 10 == 0) {
      var _ = api.cancel(run);
    }
    if (launched % 4 == 0) {
      var _ = api.run(run);
      var _ = api.ask("{runs(limit:50){runs{id status steps{steps{key status}}}}}", Map.of());
      var _ = api.ask("{assets{assets{key history(limit:5){text}}}}", Map.of());
    }
  }

  private void sample() throws Exception {
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    Sample.ofProcess("host", instance.hosts().getFirst().pid(), values);
    long codeServer = instance.processes().codeServer().orElseThrow();
    Sample.ofProcess("code server", codeServer, values);
    values.put("store, MB", storeBytes() / 1e6);
    values.put("runs", (double) launched);
    samples.add(new Sample(seconds(), values));
    System.out.printf("%.0f s %s%n", seconds(), values);
  }

  private double storeBytes() throws IOException {
    try (Stream<Path> files = Files.list(instance.hosts().getFirst().instance())) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("dagwerk.db"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  private boolean verdict() {
    boolean isFlat = true;
    for (String name : samples.getLast().values().sequencedKeySet()) {
      if (!name.equals("runs") && !name.startsWith("store")) {
        Trend trend = Trend.of(Sample.series(samples, name));
        boolean isThisFlat = trend.isFlat(0.1, name.endsWith("MB") ? 4 : 5);
        System.out.printf(
            "%-44s mean %8.1f, grew by %6.1f in the second half: %s%n",
            name, trend.mean(), trend.growth(), isThisFlat ? "flat" : "GROWS");
        isFlat &= isThisFlat;
      }
    }
    Trend store = Trend.of(Sample.series(samples, "store, MB"));
    Trend runs = Trend.of(Sample.series(samples, "runs"));
    double perRun = store.growth() * 1000 / Math.max(1, runs.growth());
    System.out.printf("the store grew by %.1f kB per run%n", perRun);
    return isFlat && perRun <= MOST_KILOBYTES_PER_RUN;
  }

  /// Whether logs are gone that were older than is kept when the server looked.
  private boolean hasForgotten(int minutes) throws Exception {
    if (minutes <= FIRST_RETENTION_MINUTES) {
      System.out.println("RETENTION IS NOT LOOKED AT: it begins after 10 minutes");
      return true;
    }
    Instant kept =
        Instant.now()
            .minusSeconds((long) seconds())
            .plus(Duration.ofMinutes(FIRST_RETENTION_MINUTES - KEEP_MINUTES - 1));
    int late = 0;
    for (String id : api.runs()) {
      Answered run =
          api.ask("query($id:ID!){run(id:$id){ended logExpired}}", Map.of("id", id)).get("run");
      boolean isOld =
          run.find("ended").isPresent() && Instant.parse(run.text("ended")).isBefore(kept);
      if (isOld && run.find("logExpired").isEmpty()) {
        late++;
      }
    }
    System.out.println(late + " logs are kept that should be gone");
    return late == 0;
  }
}
