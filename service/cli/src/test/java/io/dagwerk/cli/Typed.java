package io.dagwerk.cli;

import io.dagwerk.cli.Surroundings.Look;
import io.dagwerk.daemon.LaunchRequest;
import io.dagwerk.daemon.Principal;
import io.dagwerk.graphql.InMemoryOperations;
import io.dagwerk.graphql.Shop;
import io.dagwerk.model.Event;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.RunId;
import io.dagwerk.webserver.Webserver;
import io.dagwerk.webserver.WebserverOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Types commands, with a real server of operations in memory behind them.
final class Typed implements AutoCloseable {
  final InMemoryOperations operations = new InMemoryOperations();
  final FakeInterrupts interrupts = new FakeInterrupts();
  final Map<String, String> environment = new LinkedHashMap<>();
  final Webserver webserver;

  /// What is asked for a server where none runs.
  LocalServers servers = LocalServers.NONE;

  private final Path folder;

  /// @param folder in which commands are typed
  Typed(Path folder, WebserverOptions options) {
    this.folder = folder;
    this.webserver = Webserver.start(options, operations);
    environment.put("DAGWERK_SERVER", webserver.url());
    operations.serves("flights", job("refresh"), job("report"));
  }

  Typed(Path folder) {
    this(folder, WebserverOptions.loopback(0));
  }

  /// What came of a command.
  record Outcome(int code, String out, String err) {}

  private static JobSnapshot job(String name) {
    return Shop.jobOfAssets(name, "");
  }

  /// A location whose jobs are `job-0000` and on.
  void servesJobs(String location, int count) {
    operations.serves(
        location,
        IntStream.range(0, count)
            .mapToObj(i -> job("job-%04d".formatted(i)))
            .toArray(JobSnapshot[]::new));
  }

  RunId launch(String job) {
    return operations.launch(Principal.LOCAL, LaunchRequest.of(job));
  }

  RunId failed(String job) {
    RunId run = launch(job);
    operations.happen(run, new Event.RunFailed("steps failed: [parse]", Optional.empty()));
    return run;
  }

  Outcome type(String... arguments) {
    return type(Look.PLAIN, arguments);
  }

  Outcome type(Look look, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings surroundings =
        new Surroundings(environment, folder, stream(out), stream(err), look, interrupts, servers);
    int code = new Dagwerk(surroundings).execute(arguments);
    return new Outcome(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    webserver.close();
  }
}
