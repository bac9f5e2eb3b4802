package io.dagwerk.definitions;

import io.dagwerk.model.Partitioning;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.ScheduleSnapshot.Asks;
import java.util.List;
import java.util.Optional;

/// The rule that finds what is wrong with one schedule or sensor.
final class InstigatorProblems {
  private final Findings findings;
  private final String where;

  InstigatorProblems(Findings findings, String where) {
    this.findings = findings;
    this.where = where;
  }

  void check(Schedule schedule) {
    findings.checkDefined(where, schedule, schedule.job());
    schedule
        .compute()
        .ifPresent(compute -> new InputProblems(findings, where, schedule).check(compute));
    schedule.settings().crons().forEach(new CronProblems(findings, where, schedule)::check);
    boolean isOfPartitions = schedule.asks() == Asks.PARTITIONS;
    Schedule.Settings settings = schedule.settings();
    if (!settings.offset().isZero() && (!isOfPartitions || !settings.crons().isEmpty())) {
      findings.add(
          where,
          "%s has offset(%s), which counts from the ends of windows, but runs at times of its own; leave it out, or say ofPartitions(...) without cron(...)"
              .formatted(schedule, settings.offset()));
    }
    if (isOfPartitions && schedule.job().assets().isEmpty()) {
      findings.add(
          where,
          "%s follows the partitions of %s, which materializes no assets; give it cron(...)"
              .formatted(schedule, schedule.job()));
    }
  }

  void check(Sensor sensor) {
    sensor.jobs().forEach(job -> findings.checkDefined(where, sensor, job));
    new InputProblems(findings, where, sensor).check(sensor.compute());
    switch (sensor.trigger()) {
      case Sensor.Trigger.RunEnded ended ->
          ended.of().forEach(job -> findings.checkDefined(where, sensor, job));
      case Sensor.Trigger.Updated updated -> checkWatched(sensor, updated);
      case Sensor.Trigger.Every _, Sensor.Trigger.Webhook _ -> {}
    }
  }

  private void checkWatched(Sensor sensor, Sensor.Trigger.Updated updated) {
    List<Asset<?>> assets = updated.assets();
    assets.forEach(asset -> findings.checkDefined(where, sensor, asset));
    if (assets.isEmpty()) {
      findings.add(where, sensor + " watches no asset; name one in onMaterialization(...)");
      return;
    }
    Optional<Partitions> per = updated.per().or(() -> assets.getFirst().partitions());
    for (Asset<?> asset : assets) {
      if (!belong(asset.partitions(), per)) {
        findings.add(
            where,
            "%s is asked about %s, but watches %s, which has %s; say per(...) with windows that cover all"
                .formatted(sensor, described(per), asset, described(asset.partitions())));
      }
    }
  }

  /// Whether each partition of an asset belongs to one that the sensor is asked about.
  private static boolean belong(Optional<Partitions> asset, Optional<Partitions> per) {
    if (asset.isEmpty() || per.isEmpty()) {
      return asset.isEmpty() && per.isEmpty();
    }
    return Partitioning.readsOne(asset, per.get());
  }

  private static String described(Optional<Partitions> partitions) {
    return partitions
        .map(definition -> "partitions by " + Partitioning.describe(definition))
        .orElse("no partitions");
  }
}
