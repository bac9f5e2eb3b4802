package io.dagwerk.benchmarks;

import static io.dagwerk.definitions.Input.partitionKey;

import io.dagwerk.automation.backfill.Backfill;
import io.dagwerk.automation.backfill.BackfillId;
import io.dagwerk.automation.backfill.BackfillPlanner;
import io.dagwerk.automation.backfill.BackfillRequest;
import io.dagwerk.automation.backfill.BackfillRule;
import io.dagwerk.automation.backfill.BackfillStep;
import io.dagwerk.automation.backfill.PartitionStates;
import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.model.LaunchRun.Target;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions;
import io.dagwerk.plan.PlanRequest.Moment;
import io.dagwerk.plan.PlanRequest.Targets;
import java.time.Instant;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// A backfill of 1,000 days of two assets, and of the months that they make.
@State(Scope.Benchmark)
public class BackfillSteps {
  private static final Partitions DAYS = Partitions.daily("2001-01-01").until("2003-09-28");

  private final LocationSnapshot location = InMemory.runs(definitions()).snapshot();
  private final Moment moment = Moment.at(Instant.parse("2004-01-01T00:00:00Z"));
  private final BackfillRequest request =
      BackfillRequest.of(new Target.OfAssets("*"), new Targets.Every());
  private final BackfillRule rule = new BackfillRule(location);
  private final Backfill backfill = planned(location, moment, request);

  private static Definitions definitions() {
    Asset<String> raw =
        Asset.named("raw", String.class)
            .partitionedBy(DAYS)
            .from(partitionKey())
            .by(PartitionKey::text);
    Asset<String> clean =
        Asset.named("clean", String.class).partitionedBy(DAYS).from(raw).by(text -> text);
    Asset<Integer> report =
        Asset.named("report", Integer.class)
            .partitionedBy(Partitions.monthly("2001-01-01"))
            .from(clean.allPartitions())
            .by(days -> days.size());
    return Definitions.of(List.of(raw, clean, report));
  }

  /// From the request to the backfill.
  @Benchmark
  public Backfill plan() {
    return planned(location, moment, request);
  }

  private static Backfill planned(
      LocationSnapshot location, Moment moment, BackfillRequest request) {
    BackfillPlanner planner = new BackfillPlanner(location, moment, PartitionStates.NOTHING);
    return switch (planner.plan(new BackfillId("backfill"), request)) {
      case BackfillPlanner.Result.Planned planned -> planned.backfill();
      case BackfillPlanner.Result.Refused refused ->
          throw new IllegalStateException(refused.problems().toString());
    };
  }

  /// From the backfill to its first ten runs.
  @Benchmark
  public BackfillStep next() {
    return rule.next(backfill, PartitionStates.NOTHING);
  }
}
