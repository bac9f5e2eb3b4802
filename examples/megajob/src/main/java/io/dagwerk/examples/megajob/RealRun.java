package io.dagwerk.examples.megajob;

import io.dagwerk.config.Environment;
import io.dagwerk.examples.megajob.compile.Compiler;
import io.dagwerk.examples.megajob.descriptor.SourceFile;
import io.dagwerk.examples.megajob.type.JobTypes;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRecord;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.plan.RunOutcome;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Runs the sample company on the real flights, into a folder.
final class RealRun {
  private static final LocalDate FIRST_DAY = LocalDate.of(2001, 1, 1);
  private static final int DAYS = 2;
  private static final MetadataValue NONE = MetadataValue.text("");

  private final Path example;
  private final PrintStream out;

  RealRun(Path example, PrintStream out) {
    this.example = example;
    this.out = out;
  }

  /// @return the exit code
  int run(Arguments arguments) throws IOException {
    Path folder = Path.of(arguments.find("into").orElse(Path.of(".dagwerk", "megajob").toString()));
    String token = UUID.randomUUID().toString();
    try (NoticeBoard board = NoticeBoard.open(token)) {
      RunRecord run = run(arguments, folder, environment(board.url(), token));
      out.println(run.summary());
      board.notices().forEach(notice -> out.println("The notice board says: " + notice));
      printDatasets(run);
      out.println("Tables are in %s, files below %s".formatted(warehouse(folder), files(folder)));
      return switch (run.outcome()) {
        case RunOutcome.Succeeded _ -> Megajob.SUCCESS;
        case RunOutcome.Failed _, RunOutcome.Canceled _ -> Megajob.FAILED;
      };
    }
  }

  private RunRecord run(Arguments arguments, Path folder, Environment environment)
      throws IOException {
    LocalRuns runs =
        new LocalRuns(
            "megajob",
            Compiler.compile(SourceFile.in(example.resolve("company")), JobTypes.company())
                .definitions(),
            LocalOptions.in(folder.resolve("values")).environment(environment));
    Launch launch =
        Launch.of(arguments.find("job").orElse("daily"))
            .config(config(folder))
            .on(days(arguments.number("days", DAYS)));
    launch = arguments.find("mode").map(launch::mode).orElse(launch);
    launch = arguments.find("preset").map(launch::preset).orElse(launch);
    launch = arguments.find("select").map(launch::select).orElse(launch);
    return runs.run(launch);
  }

  private static List<PartitionKey> days(int count) {
    return Stream.iterate(FIRST_DAY, day -> day.plusDays(1))
        .limit(count)
        .map(day -> PartitionKey.of(day.toString()))
        .toList();
  }

  private static Environment environment(String board, String token) {
    Map<String, String> own = Map.of("NOTICE_BOARD", board, "NOTICE_BOARD_TOKEN", token);
    return name -> Optional.ofNullable(own.get(name)).or(() -> Environment.process().find(name));
  }

  private ConfigTree config(Path folder) {
    Path landing = example.resolveSibling("flights").resolve("data");
    return ConfigTree.of(
        Map.of(
            "resources",
            Map.of(
                "warehouse",
                Map.of("config", Map.of("file", warehouse(folder).toString())),
                "files",
                Map.of(
                    "config",
                    Map.of("landing", landing.toString(), "outputs", files(folder).toString())))));
  }

  private static Path warehouse(Path folder) {
    return folder.resolve("warehouse.duckdb");
  }

  private static Path files(Path folder) {
    return folder.resolve("files");
  }

  private void printDatasets(RunRecord run) {
    for (Event.AssetMaterialized made : run.events(Event.AssetMaterialized.class)) {
      if (made.metadata().find("rows").orElse(NONE) instanceof MetadataValue.Amount rows) {
        String partition = made.partition().map(key -> "[" + key + "]").orElse("");
        out.println(
            "  %-32s %,12d rows".formatted(made.asset() + partition, rows.value().longValue()));
      }
    }
  }
}
