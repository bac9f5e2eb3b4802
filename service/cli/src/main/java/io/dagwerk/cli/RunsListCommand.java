package io.dagwerk.cli;

import io.dagwerk.model.ConfigTree;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Lists the newest runs.
@Command(
    name = "list",
    description =
        "Lists the newest runs: id, status, job, when it was created and how long it took.",
    footer = {"", "Example:", "  dagwerk runs list --status failed --job refresh"})
final class RunsListCommand implements Callable<Integer> {
  private static final int MOST = 1_000;

  private final Surroundings surroundings;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "only runs that stand there: ${COMPLETION-CANDIDATES}; may be given often")
  private List<Status> statuses = new ArrayList<>();

  @Option(names = "--job", paramLabel = "NAME", description = "only runs of this job")
  private @Nullable String job;

  @Option(
      names = "--before",
      paramLabel = "ID",
      description = "only runs before this one: the last of the page before")
  private @Nullable String before;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "how many, up to 1000; ${DEFAULT-VALUE} if not said")
  private int limit;

  @Option(names = "--json", description = "print a JSON list")
  private boolean json;

  @Mixin private TagOptions tags = new TagOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  RunsListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /// Where a run stands, as it is typed.
  enum Status {
    QUEUED,
    STARTING,
    STARTED,
    CANCELING,
    SUCCEEDED,
    FAILED,
    CANCELED
  }

  @Override
  public Integer call() {
    if (limit < 1 || limit > MOST) {
      throw new CommandFailed(
          ExitCode.USAGE, "expected --limit from 1 to %d, but found %d".formatted(MOST, limit));
    }
    try (Client client = server.client(surroundings, LocalServers.Purpose.READ)) {
      List<Answer> runs = new Runs(client).list(filter(), Optional.ofNullable(before), limit);
      if (json) {
        surroundings
            .out()
            .println(new ConfigTree.Items(runs.stream().map(Answer::tree).toList()).toJson());
      } else {
        table(runs).lines(surroundings.look()).forEach(surroundings.out()::println);
      }
      return ExitCode.SUCCESS.number();
    }
  }

  private SequencedMap<String, Object> filter() {
    SequencedMap<String, Object> filter = new LinkedHashMap<>();
    filter.put("statuses", statuses.stream().map(Status::name).toList());
    if (job != null) {
      filter.put("job", job);
    }
    filter.put("tags", tags.list());
    return filter;
  }

  private static Table table(List<Answer> runs) {
    return new Table(
        List.of("id", "status", "job", "created", "took"),
        runs.stream()
            .map(run ->
                List.of(
                    run.text("id"),
                    run.text("status"),
                    run.text("job"),
                    run.text("created"),
                    took(run)))
            .toList());
  }

  /// From start to end; empty for a run that has not both.
  static String took(Answer run) {
    Optional<Instant> started = run.findText("started").map(Instant::parse);
    Optional<Instant> ended = run.findText("ended").map(Instant::parse);
    return started
        .flatMap(from -> ended.map(to -> Duration.between(from, to)))
        .map(took -> "%d.%01d s".formatted(took.toSeconds(), took.toMillisPart() / 100))
        .orElse("");
  }
}
