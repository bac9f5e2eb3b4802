package io.dagwerk.benchmarks.examples;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.CodeLocation;
import io.dagwerk.definitions.Context;
import io.dagwerk.definitions.Definition;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Graph;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Op;
import io.dagwerk.model.Partitions;
import java.util.ArrayList;
import java.util.List;

/// A company's code: 10,000 assets, of which twenty teams make eight each for every day, and three
/// jobs of ops: `nightly` has 100 steps one after another, `wide` has 900 that log 19,800 lines
/// between them, and `talkative` has one that logs 100,000.
public final class CompanyLocation implements CodeLocation {
  /// How many teams have a job, `team_0` and so on.
  public static final int TEAMS = 20;

  /// How many assets the job of a team has.
  public static final int ASSETS_OF_TEAM = 8;

  private static final int ASSETS = 10_000;
  private static final int GROUPS = 100;
  private static final int NIGHTLY = 100;
  private static final int WIDE = 900;
  private static final int LINES_OF_STEP = 22;
  private static final int LINES = 100_000;
  private static final int FAILING = 37;
  private static final int MOST_ROWS = 10_000;
  private static final Partitions DAYS = Partitions.daily("2001-01-01");

  @Override
  public Definitions definitions() {
    Definitions all = ManyAssets.inGroups(ASSETS - TEAMS * ASSETS_OF_TEAM, GROUPS).and(ofOps());
    for (int team = 0; team < TEAMS; team++) {
      all = all.and(ofTeam(team));
    }
    return all;
  }

  /// The assets of a team and their job, of which every 37th day fails.
  public static Definitions ofTeam(int team) {
    List<Definition> all = new ArrayList<>();
    List<Asset<Void>> assets = new ArrayList<>();
    for (int i = 0; i < ASSETS_OF_TEAM; i++) {
      Asset.Builder<Void> asset =
          Asset.named("team_%d_%d".formatted(team, i), Void.class)
              .group("team_" + team)
              .partitionedBy(DAYS);
      assets.add(
          (i == 0 ? asset : asset.after(assets.getLast()))
              .from(Input.context())
              .doing(CompanyLocation::load));
    }
    all.addAll(assets);
    all.add(Job.named("team_" + team).materializing(assets.toArray(Asset[]::new)));
    return Definitions.of(all);
  }

  /// The jobs `nightly`, `wide` and `talkative`.
  public static Definitions ofOps() {
    return Definitions.of(
        List.of(
            Job.named("nightly").running(CompanyLocation::nightly),
            Job.named("wide").running(CompanyLocation::wide),
            Job.named("talkative")
                .running(graph ->
                    graph.op("talk").from(Input.context()).doing(context -> log(context, LINES)))));
  }

  private static void nightly(Graph graph) {
    Op<Void> last = graph.op("op_0").doing(() -> {});
    for (int i = 1; i < NIGHTLY; i++) {
      last = graph.op("op_" + i).after(last).doing(() -> {});
    }
  }

  private static void wide(Graph graph) {
    for (int i = 0; i < WIDE; i++) {
      graph.op("op_" + i).from(Input.context()).doing(context -> log(context, LINES_OF_STEP));
    }
  }

  private static void log(Context context, int lines) {
    for (int i = 0; i < lines; i++) {
      context.log().info("read block {} of the file {}.csv", i, i * LINES_OF_STEP);
    }
  }

  private static void load(Context context) {
    int day = Math.floorMod(context.partitions().getFirst().text().hashCode(), MOST_ROWS);
    if (day % FAILING == 0 && context.step().node().endsWith("_4")) {
      throw new IllegalStateException("the file of this day has no rows");
    }
    context.log().info("{} rows", day);
    context.report("rows", day);
  }
}
