package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.testsupport.Covers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A code server that is replaced again and again at its address, while runs are launched and under
/// way and somebody looks at the location.
class ReplacedCodeServersTest {
  private static final int REPLACEMENTS = 20;
  private static final int BROKEN = 8;
  private static final String REPLACED = "The version before was replaced";
  private static final String NOT_REPLACED = "The next version is not served";
  private static final Pattern VERSION = Pattern.compile("version=(\\S+)");

  @TempDir private Path folder;
  private final List<AutoCloseable> started = new ArrayList<>();
  private DeployedVersions versions;

  @BeforeEach
  void deploy() throws Exception {
    versions = new DeployedVersions(folder);
    versions.deploy("0");
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : started.reversed()) {
      each.close();
    }
  }

  private StandingProcess serve(int port, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--location",
                "pipeline",
                "--definitions",
                "pipeline.Pipeline",
                "--class-path",
                versions.current().toString()));
    arguments.addAll(List.of(more));
    StandingProcess server = StandingProcess.start(folder, port, arguments);
    started.add(server);
    return server;
  }

  private HostProcess host(StandingProcess server, int most) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("dagwerk.yaml"),
            "{locations: {pipeline: {address: '%s'}}, runs: {most: %d}}"
                .formatted(server.address(), most));
    HostProcess host = new HostProcess(folder, List.of("server", "--settings", file.toString()));
    started.add(host);
    host.awaitPrinted("pipeline\tREADY\t", "locations", "list");
    return host;
  }

  private static String launch(HostProcess host, String job) {
    Ended launched = host.dagwerk("run", job, "--detach");
    assertThat(launched.code()).as(launched.err()).isZero();
    return launched.out().strip();
  }

  private static String version(HostProcess host, String run) throws Exception {
    host.awaitPrinted("the run succeeded", "runs", "show", run);
    Matcher version = VERSION.matcher(host.dagwerk("runs", "logs", run).out());
    assertThat(version.find()).as(run).isTrue();
    return version.group(1);
  }

  private void replace(StandingProcess server, int number) throws Exception {
    versions.deploy(number == BROKEN ? "broken" : Integer.toString(number));
    server.hangUp();
    if (number == BROKEN) {
      server.awaitSaid(NOT_REPLACED, 1);
    } else {
      server.awaitSaid(REPLACED, number > BROKEN ? number - 1 : number);
    }
  }

  /// Launches one run after the other, each when the one before has ended, until it is told to
  /// stop.
  private static List<String> launchUntil(HostProcess host, AtomicBoolean isOver) throws Exception {
    List<String> runs = new ArrayList<>();
    while (!isOver.get() && runs.size() < 10 * REPLACEMENTS) {
      String run = launch(host, "tell");
      runs.add(run);
      host.awaitPrinted("\tSUCCEEDED", "runs", "list", "--limit", "1", "--job", "tell");
    }
    return runs;
  }

  /// What is not as somebody who looks at the location wants to see it.
  private static List<String> lookUntil(HostProcess host, AtomicBoolean isOver) throws Exception {
    ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    while (!isOver.get()) {
      Ended jobs = host.dagwerk("jobs", "list");
      if (jobs.code() != 0 || !jobs.out().contains("tell") || !jobs.out().contains("gate")) {
        wrong.add(jobs.toString());
      }
      // A person does not look more often.
      var _ = new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
    }
    return List.copyOf(wrong);
  }

  private static <T> Future<T> beside(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  @Test
  @Covers({"S7.2", "S7.3"})
  void twentyReplacementsUnderLaunchesFailNoRunAndRefuseNoLaunch() throws Exception {
    StandingProcess server = serve(0);
    HostProcess host = host(server, 3);
    String old = launch(host, "gate");
    host.awaitPrinted("first\tRUNNING", "runs", "show", old);
    AtomicBoolean isOver = new AtomicBoolean();
    Future<List<String>> launched = beside(() -> launchUntil(host, isOver));
    Future<List<String>> wrong = beside(() -> lookUntil(host, isOver));

    for (int i = 1; i <= REPLACEMENTS; i++) {
      replace(server, i);
    }
    isOver.set(true);

    List<String> runs = launched.get(60, TimeUnit.SECONDS);
    assertThat(wrong.get(60, TimeUnit.SECONDS)).isEmpty();
    assertThat(runs).isNotEmpty();
    for (String run : runs) {
      assertThat(version(host, run)).isNotEqualTo("broken");
    }
    assertThat(version(host, launch(host, "tell"))).isEqualTo(Integer.toString(REPLACEMENTS));
    Files.createFile(folder.resolve("gate"));
    host.awaitPrinted("the run succeeded", "runs", "show", old);
    assertThat(host.dagwerk("runs", "logs", old).out()).contains("last=0");
    assertThat(host.calls("first")).isEqualTo(1);
    assertThat(host.dagwerk("runs", "list", "--status", "failed").out()).isEmpty();
  }

  @Test
  void aRunThatWaitedIsPlannedAgainFromTheVersionThatIsServedAndSaysSo() throws Exception {
    StandingProcess server = serve(0);
    HostProcess host = host(server, 1);
    String old = launch(host, "gate");
    host.awaitPrinted("first\tRUNNING", "runs", "show", old);
    String waiting = launch(host, "tell");
    String before = codeVersion(host);

    replace(server, 1);
    host.awaitPrinted("pipeline\tREADY\t", "locations", "list");
    Files.createFile(folder.resolve("gate"));

    assertThat(version(host, waiting)).isEqualTo("1");
    assertThat(host.dagwerk("runs", "show", waiting).out())
        .contains(
            "planned again, as the code changed from version %s to %s"
                .formatted(before, codeVersion(host)));
  }

  private static String codeVersion(HostProcess host) {
    return host.dagwerk("locations", "list").out().split("\t", -1)[2];
  }

  @Test
  void aLaunchBetweenTwoProcessesWaitsForTheNextAndWhatWasServedStaysShown() throws Exception {
    StandingProcess first = serve(0);
    HostProcess host = host(first, 2);
    first.stop();
    host.awaitPrinted("pipeline\tDOWN", "locations", "list");
    assertThat(host.dagwerk("jobs", "list").out()).contains("tell", "gate");

    Future<String> run = beside(() -> launch(host, "tell"));
    versions.deploy("1");
    serve(first.port());

    assertThat(version(host, run.get(60, TimeUnit.SECONDS))).isEqualTo("1");
  }

  @Test
  @Covers("S7.2")
  void whoExecutesARunAgainIsToldBeforehandThatItsCodeHasChanged() throws Exception {
    StandingProcess server = serve(0);
    HostProcess host = host(server, 2);
    String run = launch(host, "tell");
    assertThat(version(host, run)).isEqualTo("0");
    String before = codeVersion(host);
    assertThat(host.dagwerk("runs", "rerun", run, "--dry-run").out()).doesNotContain("has changed");

    replace(server, 1);
    host.awaitPrinted("of 1", "jobs", "show", "tell");
    String said = "from version %s to %s".formatted(before, codeVersion(host));

    assertThat(host.dagwerk("runs", "rerun", run, "--dry-run").out())
        .contains("the code has changed since run " + run, said);
    Ended again = host.dagwerk("runs", "rerun", run, "--detach");
    assertThat(again.err()).contains("note: the code of location 'pipeline' has changed", said);
    String id = again.out().strip();
    assertThat(version(host, id)).isEqualTo("1");
    assertThat(host.dagwerk("runs", "logs", id).out()).contains(said);
    assertThat(host.dagwerk("runs", "show", id).out())
        .contains("dagwerk/code_changed_from=" + before);
  }

  @Test
  void aContainerListensOnlyWhenItsCodeHasLoadedAndEndsWhenItCannotBe() throws Exception {
    assertThat(serve(0, "--listen-when-loaded").log()).contains("is served:");
    versions.deploy("broken");
    Ended ended = ended("--listen-when-loaded");

    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.out()).contains("no license").doesNotContain("listens at");
    assertThat(ended.err()).contains("its code cannot be loaded");
  }

  private Ended ended(String option) throws IOException, InterruptedException {
    try (HostProcess alone = HostProcess.none(folder)) {
      return alone.alone(
          "code-server",
          "--listen",
          "127.0.0.1:0",
          "--location",
          "pipeline",
          "--definitions",
          "pipeline.Pipeline",
          "--class-path",
          versions.current().toString(),
          option);
    }
  }
}
