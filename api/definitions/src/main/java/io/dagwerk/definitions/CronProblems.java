package io.dagwerk.definitions;

import io.dagwerk.cron.Cron;
import io.dagwerk.model.Condition;
import io.dagwerk.model.Condition.CronTickPassed;
import io.dagwerk.model.Partitioning;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Partitions.CronWindows;
import io.dagwerk.model.Zones;
import java.util.List;
import java.util.stream.Stream;

/// The rule that finds cron expressions, and zones of conditions, that mean nothing.
final class CronProblems {
  private final Findings findings;
  private final String where;
  private final Handle owner;

  CronProblems(Findings findings, String where, Handle owner) {
    this.findings = findings;
    this.where = where;
    this.owner = owner;
  }

  void check(AssetSettings asset) {
    asset.partitions().ifPresent(this::check);
    asset.condition().stream()
        .flatMap(CronProblems::ticks)
        .forEach(tick -> {
          check(tick.cron());
          checkZone(tick);
        });
  }

  private void check(Partitions partitions) {
    for (Partitions dimension : Partitioning.dimensions(partitions).values()) {
      if (dimension instanceof CronWindows windows) {
        check(windows.cron());
      }
    }
  }

  void check(String cron) {
    Cron.problemsOf(cron).forEach(this::add);
  }

  private void checkZone(CronTickPassed tick) {
    try {
      Zones.of(tick.zone());
    } catch (IllegalArgumentException e) {
      add("cron '%s': %s".formatted(tick.cron(), e.getMessage()));
    }
  }

  private void add(String problem) {
    findings.add(where, "%s: %s".formatted(owner, problem));
  }

  private static Stream<CronTickPassed> ticks(Condition condition) {
    return switch (condition) {
      case CronTickPassed tick -> Stream.of(tick);
      case Condition.Is _,
          Condition.Happened _,
          Condition.InLatestWindow _,
          Condition.ExecutedWithTags _,
          Condition.DownstreamConditions _ ->
          Stream.of();
      case Condition.Not(Condition of) -> ticks(of);
      case Condition.AllOf(List<Condition> all) -> all.stream().flatMap(CronProblems::ticks);
      case Condition.AnyOf(List<Condition> any) -> any.stream().flatMap(CronProblems::ticks);
      case Condition.NewlyTrue(Condition of) -> ticks(of);
      case Condition.Since(Condition of, Condition reset) ->
          Stream.of(of, reset).flatMap(CronProblems::ticks);
      case Condition.SinceLastHandled(Condition trigger) -> ticks(trigger);
      case Condition.RootAssets roots -> ticks(roots.condition());
      case Condition.Upstream upstream -> ticks(upstream.condition());
      case Condition.Checks checks -> ticks(checks.condition());
      case Condition.OnAsset on -> ticks(on.condition());
      case Condition.Labeled labeled -> ticks(labeled.condition());
    };
  }
}
