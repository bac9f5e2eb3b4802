package io.dagwerk.protocol;

import static io.dagwerk.protocol.CommonCodec.all;
import static io.dagwerk.protocol.CommonCodec.optional;

import io.dagwerk.model.InstigatorStatus;
import io.dagwerk.model.RunEnd;
import io.dagwerk.model.ScheduleSnapshot;
import io.dagwerk.model.SensorSnapshot;
import io.dagwerk.protocol.v1.SnapshotProto;

/// Schedules and sensors as messages, and back.
final class InstigatorCodec {
  private static final EnumTable<InstigatorStatus, SnapshotProto.InstigatorStatus> STATUSES =
      EnumTable.of(
          InstigatorStatus.class, SnapshotProto.InstigatorStatus.class, "INSTIGATOR_STATUS_");
  private static final EnumTable<ScheduleSnapshot.Asks, SnapshotProto.Schedule.Asks> ASKS =
      EnumTable.of(ScheduleSnapshot.Asks.class, SnapshotProto.Schedule.Asks.class, "ASKS_");
  private static final EnumTable<SensorSnapshot.Match, SnapshotProto.Sensor.Match> MATCHES =
      EnumTable.of(SensorSnapshot.Match.class, SnapshotProto.Sensor.Match.class, "MATCH_");
  static final EnumTable<RunEnd, SnapshotProto.RunEnd> ENDS =
      EnumTable.of(RunEnd.class, SnapshotProto.RunEnd.class, "RUN_END_");

  private InstigatorCodec() {}

  static SnapshotProto.Schedule toMessage(ScheduleSnapshot schedule) {
    SnapshotProto.Schedule.Builder message =
        SnapshotProto.Schedule.newBuilder()
            .setName(schedule.name())
            .setDescription(schedule.description())
            .setAsks(ASKS.to(schedule.asks()))
            .setJob(schedule.job())
            .setMostCaughtUp(schedule.mostCaughtUp())
            .setRetry(StepOptionsCodec.toMessage(schedule.retry()))
            .setByDefault(STATUSES.to(schedule.byDefault()))
            .addAllTags(CommonCodec.entries(schedule.tags()));
    switch (schedule.timing()) {
      case ScheduleSnapshot.Timing.Crons(var crons, String zone) ->
          message.setCrons(
              SnapshotProto.Schedule.Crons.newBuilder().addAllCrons(crons).setZone(zone));
      case ScheduleSnapshot.Timing.WindowEnds(var partitions, var offset) ->
          message.setWindowEnds(
              SnapshotProto.Schedule.WindowEnds.newBuilder()
                  .setPartitions(PartitionsCodec.toMessage(partitions))
                  .setOffset(CommonCodec.toMessage(offset)));
    }
    schedule.partitions().ifPresent(it -> message.setPartitions(PartitionsCodec.toMessage(it)));
    return message.build();
  }

  static ScheduleSnapshot fromMessage(SnapshotProto.Schedule message) {
    return new ScheduleSnapshot(
        message.getName(),
        message.getDescription(),
        switch (message.getTimingCase()) {
          case CRONS ->
              new ScheduleSnapshot.Timing.Crons(
                  message.getCrons().getCronsList(), message.getCrons().getZone());
          case WINDOW_ENDS ->
              new ScheduleSnapshot.Timing.WindowEnds(
                  PartitionsCodec.fromMessage(message.getWindowEnds().getPartitions()),
                  CommonCodec.fromMessage(message.getWindowEnds().getOffset()));
          case TIMING_NOT_SET -> throw UnreadableMessage.ofKind("Schedule");
        },
        ASKS.from(message.getAsks()),
        message.getJob(),
        optional(message::hasPartitions, message::getPartitions, PartitionsCodec::fromMessage),
        message.getMostCaughtUp(),
        StepOptionsCodec.fromMessage(message.getRetry()),
        STATUSES.from(message.getByDefault()),
        CommonCodec.map(message.getTagsList()));
  }

  static SnapshotProto.Sensor toMessage(SensorSnapshot sensor) {
    SnapshotProto.Sensor.Builder message =
        SnapshotProto.Sensor.newBuilder()
            .setName(sensor.name())
            .setDescription(sensor.description())
            .addAllJobs(sensor.jobs())
            .setByDefault(STATUSES.to(sensor.byDefault()))
            .addAllTags(CommonCodec.entries(sensor.tags()));
    switch (sensor.trigger()) {
      case SensorSnapshot.Trigger.Every(var interval) ->
          message.setEvery(CommonCodec.toMessage(interval));
      case SensorSnapshot.Trigger.RunEnded(var jobs, var ends) ->
          message.setRunEnded(
              SnapshotProto.Sensor.RunEnded.newBuilder()
                  .addAllJobs(jobs)
                  .addAllEnds(all(ends, ENDS::to)));
      case SensorSnapshot.Trigger.Updated updated -> message.setUpdated(write(updated));
      case SensorSnapshot.Trigger.Webhook(String path) -> message.setWebhook(path);
    }
    return message.build();
  }

  private static SnapshotProto.Sensor.Updated write(SensorSnapshot.Trigger.Updated updated) {
    SnapshotProto.Sensor.Updated.Builder message =
        SnapshotProto.Sensor.Updated.newBuilder().setMatch(MATCHES.to(updated.match()));
    for (SensorSnapshot.Watched watched : updated.assets()) {
      var asset =
          SnapshotProto.Sensor.Watched.newBuilder()
              .setAsset(CommonCodec.toMessage(watched.asset()));
      watched.partitions().ifPresent(it -> asset.setPartitions(PartitionsCodec.toMessage(it)));
      message.addAssets(asset);
    }
    updated.per().ifPresent(it -> message.setPer(PartitionsCodec.toMessage(it)));
    return message.build();
  }

  static SensorSnapshot fromMessage(SnapshotProto.Sensor message) {
    return new SensorSnapshot(
        message.getName(),
        message.getDescription(),
        switch (message.getTriggerCase()) {
          case EVERY ->
              new SensorSnapshot.Trigger.Every(CommonCodec.fromMessage(message.getEvery()));
          case RUN_ENDED ->
              new SensorSnapshot.Trigger.RunEnded(
                  message.getRunEnded().getJobsList(),
                  all(message.getRunEnded().getEndsList(), ENDS::from));
          case UPDATED -> read(message.getUpdated());
          case WEBHOOK -> new SensorSnapshot.Trigger.Webhook(message.getWebhook());
          case TRIGGER_NOT_SET -> throw UnreadableMessage.ofKind("Sensor");
        },
        message.getJobsList(),
        STATUSES.from(message.getByDefault()),
        CommonCodec.map(message.getTagsList()));
  }

  private static SensorSnapshot.Trigger read(SnapshotProto.Sensor.Updated message) {
    return new SensorSnapshot.Trigger.Updated(
        all(
            message.getAssetsList(),
            it ->
                new SensorSnapshot.Watched(
                    CommonCodec.fromMessage(it.getAsset()),
                    optional(it::hasPartitions, it::getPartitions, PartitionsCodec::fromMessage))),
        MATCHES.from(message.getMatch()),
        optional(message::hasPer, message::getPer, PartitionsCodec::fromMessage));
  }
}
