package io.dagwerk.cli;

import io.dagwerk.cli.LocalServers.Purpose;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows an asset.
@Command(
    name = "show",
    description = "Shows an asset: what it is, what it is made from, and what became of it.",
    footer = {"", "Example:", "  dagwerk assets show orders"})
final class AssetsShowCommand implements Callable<Integer> {
  private static final int MOST = 1_000;

  private final Surroundings surroundings;

  @Parameters(paramLabel = "ASSET", description = "its key, such as raw/flights")
  private String key = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "how much of its history, up to 1000; ${DEFAULT-VALUE} if not said")
  private int limit;

  @Option(names = "--json", description = "print JSON, with every fact in full")
  private boolean json;

  @Mixin private ServerOptions server = new ServerOptions();

  AssetsShowCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (limit < 1 || limit > MOST) {
      throw new CommandFailed(
          ExitCode.USAGE, "expected --limit from 1 to %d, but found %d".formatted(MOST, limit));
    }
    try (Client client = server.client(surroundings, Purpose.LOCATIONS)) {
      Answer asset = new AssetQueries(client).get(key, limit);
      if (json) {
        surroundings.out().println(asset.tree().toJson());
      } else {
        show(asset);
      }
      return ExitCode.SUCCESS.number();
    }
  }

  private void show(Answer asset) {
    for (String fact : List.of("key", "description", "location", "group")) {
      line(fact, asset.text(fact));
    }
    line("kinds", String.join(", ", asset.texts("kinds")));
    line("owners", String.join(", ", asset.texts("owners")));
    asset.list("tags").forEach(tag -> line("tag", tag.text("key") + "=" + tag.text("value")));
    line("external", asset.isTrue("isExternal") ? "nothing here makes it" : "");
    line("upstream", String.join(", ", asset.texts("upstream")));
    line("downstream", String.join(", ", asset.texts("downstream")));
    line("partitions", AssetsListCommand.partitions(asset));
    table("checks", checks(asset.list("checks")));
    table("history", history(asset.list("history")));
    asset.find("newest").ifPresent(this::metadata);
  }

  private void line(String name, String text) {
    if (!text.isEmpty()) {
      surroundings.out().println("%-12s %s".formatted(name, text));
    }
  }

  private void table(String title, Table table) {
    PrintStream out = surroundings.out();
    if (!table.rows().isEmpty()) {
      out.println();
      out.println(title + ":");
      table.lines(surroundings.look()).forEach(out::println);
    }
  }

  private static Table checks(List<Answer> checks) {
    return new Table(
        List.of("check", "blocking", "found", "time"),
        checks.stream()
            .map(check ->
                List.of(
                    check.text("name"),
                    check.isTrue("isBlocking") ? "blocking" : "",
                    found(check.find("newest")),
                    check.find("newest").map(fact -> fact.text("time")).orElse("")))
            .toList());
  }

  private static String found(Optional<Answer> newest) {
    return newest.map(fact -> fact.isTrue("passed") ? "passed" : "failed").orElse("not yet");
  }

  private static Table history(List<Answer> facts) {
    return new Table(
        List.of("time", "partition", "what", "found by"),
        facts.stream()
            .map(fact ->
                List.of(
                    fact.text("time"),
                    fact.findText("partition").orElse(""),
                    fact.text("text"),
                    fact.findText("run")
                        .map("run "::concat)
                        .or(() -> fact.findText("reportedBy"))
                        .orElse("")))
            .toList());
  }

  private void metadata(Answer newest) {
    newest
        .get("json")
        .find("metadata")
        .map(Answer::entries)
        .filter(entries -> !entries.isEmpty())
        .ifPresent(entries -> {
          PrintStream out = surroundings.out();
          out.println();
          out.println("metadata of the newest materialization:");
          entries.forEach((name, value) -> out.println("%-12s %s".formatted(name, said(value))));
        });
  }

  /// The one thing that a value says, or all of it as JSON.
  private static String said(Answer value) {
    List<Answer> parts =
        value.entries().entrySet().stream()
            .filter(entry -> !entry.getKey().equals("kind"))
            .map(Map.Entry::getValue)
            .toList();
    return parts.size() == 1 ? parts.getFirst().said() : value.tree().toJson();
  }
}
