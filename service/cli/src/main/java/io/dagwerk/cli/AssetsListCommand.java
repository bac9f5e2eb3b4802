package io.dagwerk.cli;

import io.dagwerk.cli.LocalServers.Purpose;
import io.dagwerk.model.ConfigTree;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Lists assets.
@Command(
    name = "list",
    description =
        "Lists assets: key, group, newest materialization, how much was made, and their checks.",
    footer = {"", "Example:", "  dagwerk assets list group:sales"})
final class AssetsListCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(
      paramLabel = "SELECTION",
      arity = "0..1",
      defaultValue = "*",
      description = "only these, such as 'group:sales'; all if not said")
  private String selection = "*";

  @Option(names = "--json", description = "print a JSON list")
  private boolean json;

  @Mixin private ServerOptions server = new ServerOptions();

  AssetsListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    try (Client client = server.client(surroundings, Purpose.LOCATIONS)) {
      List<Answer> assets = new AssetQueries(client).list(selection);
      if (json) {
        surroundings
            .out()
            .println(new ConfigTree.Items(assets.stream().map(Answer::tree).toList()).toJson());
      } else {
        table(assets).lines(surroundings.look()).forEach(surroundings.out()::println);
      }
      return ExitCode.SUCCESS.number();
    }
  }

  private static Table table(List<Answer> assets) {
    return new Table(
        List.of("asset", "group", "materialized", "partitions", "checks"),
        assets.stream()
            .map(asset ->
                List.of(
                    asset.text("key"),
                    asset.text("group"),
                    asset.find("newest").map(fact -> fact.text("time")).orElse(""),
                    partitions(asset),
                    checks(asset)))
            .toList());
  }

  /// How many have a value, of how many; empty for an asset without partitions.
  static String partitions(Answer asset) {
    return asset
        .findText("partitionCount")
        .map(all -> asset.text("materializedCount") + "/" + all)
        .orElse("");
  }

  /// What its checks have found last: `1 passed, 1 failed, 1 not yet`.
  static String checks(Answer asset) {
    int passed = 0;
    int failed = 0;
    int unknown = 0;
    for (Answer check : asset.list("checks")) {
      if (check.find("newest").isEmpty()) {
        unknown++;
      } else if (check.get("newest").isTrue("passed")) {
        passed++;
      } else {
        failed++;
      }
    }
    List<String> words = new ArrayList<>();
    add(words, passed, "passed");
    add(words, failed, "failed");
    add(words, unknown, "not yet");
    return String.join(", ", words);
  }

  private static void add(List<String> words, int count, String word) {
    if (count > 0) {
      words.add(count + " " + word);
    }
  }
}
