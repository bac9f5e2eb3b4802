package io.dagwerk.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.InputSource;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.ParentRun.Ended;
import io.dagwerk.plan.PlannerOracle.Asked;
import io.dagwerk.plan.PlannerOracle.Made;
import io.dagwerk.plan.PlannerOracle.Reads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class PlannerPropertyTest {
  private static final int LAST_DAY = 4;
  private static final Partitions DAYS = Partitions.daily("2001-01-01").until("2001-01-06");

  @Test
  void plansOfRandomAssetsAreWhatTheOracleFinds() {
    long seed = Long.getLong("dagwerk.seed", System.nanoTime());
    Random random = new Random(seed);
    int planned = 0;
    for (int i = 0; i < 2_000; i++) {
      Asked asked = random(random);
      Map<String, Set<String>> expected = PlannerOracle.expected(asked, LAST_DAY);
      switch (Planner.plan(request(asked))) {
        case Planner.Result.Planned(Plan plan, _) -> {
          assertThat(PlannerOracle.judge(plan, expected)).as("seed %d: %s", seed, asked).isEmpty();
          planned++;
        }
        case Planner.Result.Refused(List<String> problems) ->
            assertThat(expected).as("seed %d: %s: %s", seed, asked, problems).isEmpty();
      }
    }
    assertThat(planned).as("seed %d", seed).isBetween(200, 1_900);
  }

  private static Asked random(Random random) {
    List<Made> assets = new ArrayList<>();
    Set<String> selected = new TreeSet<>();
    Set<String> stored = new TreeSet<>();
    for (int i = 0; i < random.nextInt(1, 8); i++) {
      Made made = made(random, i, assets);
      assets.add(made);
      if (random.nextInt(3) > 0) {
        selected.add(made.name());
      }
      for (int day = made.isDaily() ? 0 : -1; day <= (made.isDaily() ? LAST_DAY : -1); day++) {
        if (random.nextInt(4) > 0) {
          stored.add(PlannerOracle.value(made.name(), day));
        }
      }
    }
    selected.add(assets.getFirst().name());
    Set<Integer> days = new TreeSet<>();
    for (int i = 0; i < random.nextInt(1, 4); i++) {
      days.add(random.nextInt(LAST_DAY + 1));
    }
    return new Asked(assets, selected, days, stored);
  }

  private static Made made(Random random, int i, List<Made> before) {
    boolean isDaily = i == 0 || random.nextInt(4) > 0;
    Map<String, Reads> upstream = new LinkedHashMap<>();
    for (Made each : before) {
      if (random.nextInt(3) == 0) {
        boolean isSame = isDaily || !each.isDaily();
        upstream.put(
            each.name(),
            !isSame ? Reads.EVERY : isDaily && each.isDaily() ? daily(random) : Reads.SAME);
      }
    }
    if (isDaily && random.nextInt(3) == 0) {
      upstream.put("a" + i, Reads.PREVIOUS);
    }
    return new Made("a" + i, isDaily, upstream);
  }

  private static Reads daily(Random random) {
    return random.nextBoolean() ? Reads.SAME : Reads.PREVIOUS;
  }

  private static PlanRequest request(Asked asked) {
    Sketch.Drawn[] nodes =
        asked.assets().stream().map(made -> drawn(made)).toArray(Sketch.Drawn[]::new);
    FakeKnown known = new FakeKnown();
    asked.stored().forEach(known::materialize);
    PlanRequest request =
        Sketch.of(nodes).refresh().select(String.join(" or ", asked.selected())).knowing(known);
    return request.on(
        asked.days().stream().map(day -> "2001-01-%02d".formatted(day + 1)).toArray(String[]::new));
  }

  private static Sketch.Drawn drawn(Made made) {
    Sketch.Drawn drawn = Sketch.asset(made.name());
    made.upstream()
        .forEach((name, reads) -> {
          switch (reads) {
            case SAME -> drawn.readsAssets(name);
            case PREVIOUS -> drawn.readsOne(name, new PartitionMapping.Offset(-1));
            case EVERY -> drawn.readsMany(name, new PartitionMapping.All());
          }
        });
    return made.isDaily() ? drawn.by(DAYS) : drawn;
  }

  @Test
  void theOracleSeesMistakes() {
    Asked asked =
        new Asked(
            List.of(new Made("a0", true, Map.of()), new Made("a1", true, Map.of("a0", Reads.SAME))),
            Set.of("a0", "a1"),
            Set.of(0),
            Set.of("a0[2001-01-01]"));
    Map<String, Set<String>> expected = PlannerOracle.expected(asked, LAST_DAY);
    Plan plan = Sketch.plan(request(asked));
    StepKey first = StepKey.of("a0").at("2001-01-01");
    StepKey second = StepKey.of("a1").at("2001-01-01");

    assertThat(PlannerOracle.judge(plan, expected)).isEmpty();
    assertThat(PlannerOracle.judge(of(plan.step(first)), expected)).isNotEmpty();
    assertThat(PlannerOracle.judge(of(plan.step(second), plan.step(first)), expected)).isNotEmpty();
    InputSource old =
        new InputSource.FromStore(
            new OutputAddress.OfAsset(
                io.dagwerk.model.AssetKey.of("a0"),
                Optional.of(io.dagwerk.model.PartitionKey.of("2001-01-01"))));
    assertThat(PlannerOracle.judge(of(plan.step(first), reading(plan.step(second), old)), expected))
        .isNotEmpty();
  }

  private static Plan of(Plan.Step... steps) {
    return Plan.of("x", "v", List.of(steps));
  }

  private static Plan.Step reading(Plan.Step step, InputSource source) {
    SequencedMap<Integer, InputSource> inputs = new LinkedHashMap<>();
    inputs.put(0, source);
    return new Plan.Step(
        step.key(),
        step.kind(),
        step.fanOuts(),
        step.partitions(),
        inputs,
        step.after(),
        step.outputs(),
        step.options(),
        step.reuse());
  }

  @Test
  void whatIsExecutedAgainFromFailureIsTheNaiveClosure() {
    long seed = Long.getLong("dagwerk.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      List<String[]> edges = new ArrayList<>();
      Sketch sketch = randomOps(random, edges);
      Plan first = Sketch.plan(sketch.etl());
      Set<String> again = new TreeSet<>();
      FakeParent parent = new FakeParent(first);
      for (StepKey key : first.steps().sequencedKeySet()) {
        if (random.nextInt(4) == 0) {
          again.add(key.toString());
        }
      }
      again.add(first.steps().lastEntry().getKey().toString());
      boolean hasGrown = true;
      while (hasGrown) {
        hasGrown = false;
        for (String[] edge : edges) {
          hasGrown |= again.contains(edge[0]) && again.add(edge[1]);
        }
      }
      // What follows a failed step never ended well either.
      parent.ended(Ended.NOT_WELL, again.toArray(String[]::new));
      Plan plan = Sketch.plan(sketch.etl().again(new Reexecution.FromFailure(parent)));

      List<String> planned =
          plan.steps().sequencedKeySet().stream().map(StepKey::toString).toList();
      assertThat(planned).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(again);
      PlanCheck.check(plan);
    }
  }

  private static Sketch randomOps(Random random, List<String[]> edges) {
    List<Sketch.Drawn> ops = new ArrayList<>();
    for (int i = 0; i < random.nextInt(1, 12); i++) {
      Sketch.Drawn op = Sketch.op("n" + i);
      for (int j = 0; j < i; j++) {
        if (random.nextInt(3) == 0) {
          op.reads("n" + j);
          edges.add(new String[] {"n" + j, "n" + i});
        }
      }
      ops.add(op);
    }
    return Sketch.of(ops.toArray(Sketch.Drawn[]::new));
  }
}
