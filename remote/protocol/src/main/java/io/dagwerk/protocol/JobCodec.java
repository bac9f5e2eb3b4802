package io.dagwerk.protocol;

import static io.dagwerk.protocol.CommonCodec.all;
import static io.dagwerk.protocol.CommonCodec.optional;

import io.dagwerk.model.Isolation;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.JvmOptions;
import io.dagwerk.model.LocationSnapshot.ResourceSnapshot;
import io.dagwerk.protocol.v1.CommonProto;
import io.dagwerk.protocol.v1.SnapshotProto;
import java.util.Optional;
import java.util.function.Function;

/// Jobs and resources as messages, and back.
final class JobCodec {
  private JobCodec() {}

  static SnapshotProto.Job toMessage(JobSnapshot job) {
    SnapshotProto.Job.Builder message =
        SnapshotProto.Job.newBuilder()
            .setName(job.name())
            .setDescription(job.description())
            .addAllTags(CommonCodec.entries(job.tags()))
            .addAllNodes(all(job.nodes(), NodeCodec::toMessage))
            .setChecked(job.checked())
            .addAllModes(job.modes())
            .addAllReadingStored(job.readingStored())
            .addAllPresets(all(job.presets(), JobCodec::write))
            .addAllHooks(all(job.hooks(), HookCodec::toMessage))
            .addAllExecutors(all(job.executors(), JobCodec::write))
            .setMemoized(job.memoized())
            .setConfig(ConfigSchemaCodec.toMessage(job.config()));
    job.assets().ifPresent(message::setAssets);
    job.isolation().map(CommonCodec.ISOLATIONS::to).ifPresent(message::setIsolation);
    if (!job.process().equals(JvmOptions.NONE)) {
      message.setProcess(CommonCodec.toMessage(job.process()));
    }
    job.timeout().ifPresent(most -> message.setTimeout(CommonCodec.toMessage(most)));
    return message.build();
  }

  static JobSnapshot fromMessage(SnapshotProto.Job message) {
    return new JobSnapshot(
        message.getName(),
        message.getDescription(),
        CommonCodec.map(message.getTagsList()),
        all(message.getNodesList(), NodeCodec::fromMessage),
        optional(message::hasAssets, message::getAssets, Function.identity()),
        message.getChecked(),
        message.getModesList(),
        message.getReadingStoredList(),
        all(message.getPresetsList(), JobCodec::read),
        HookCodec.fromMessages(message.getHooksList()),
        all(message.getExecutorsList(), JobCodec::read),
        message.getMemoized(),
        optional(message::hasTimeout, message::getTimeout, CommonCodec::fromMessage),
        isolation(message),
        CommonCodec.fromMessage(message.getProcess()),
        ConfigSchemaCodec.fromMessage(message.getConfig()));
  }

  private static Optional<Isolation> isolation(SnapshotProto.Job message) {
    return message.getIsolation() == CommonProto.Isolation.ISOLATION_UNSPECIFIED
        ? Optional.empty()
        : Optional.of(CommonCodec.ISOLATIONS.from(message.getIsolation()));
  }

  private static SnapshotProto.Job.Preset write(JobSnapshot.PresetSnapshot preset) {
    SnapshotProto.Job.Preset.Builder message =
        SnapshotProto.Job.Preset.newBuilder()
            .setName(preset.name())
            .setConfig(ConfigCodec.toMessage(preset.config()))
            .setMode(preset.mode())
            .addAllTags(CommonCodec.entries(preset.tags()));
    preset.selection().ifPresent(message::setSelection);
    return message.build();
  }

  private static JobSnapshot.PresetSnapshot read(SnapshotProto.Job.Preset message) {
    return new JobSnapshot.PresetSnapshot(
        message.getName(),
        ConfigCodec.fromMessage(message.getConfig()),
        message.getMode(),
        optional(message::hasSelection, message::getSelection, Function.identity()),
        CommonCodec.map(message.getTagsList()));
  }

  private static SnapshotProto.Job.Executor write(JobSnapshot.ExecutorSnapshot executor) {
    return SnapshotProto.Job.Executor.newBuilder()
        .setName(executor.name())
        .setSchema(ConfigSchemaCodec.toMessage(executor.schema()))
        .setNeedsStoredOutputs(executor.needsStoredOutputs())
        .build();
  }

  private static JobSnapshot.ExecutorSnapshot read(SnapshotProto.Job.Executor message) {
    return new JobSnapshot.ExecutorSnapshot(
        message.getName(),
        ConfigSchemaCodec.fromMessage(message.getSchema()),
        message.getNeedsStoredOutputs());
  }

  static SnapshotProto.Resource toMessage(ResourceSnapshot resource) {
    SnapshotProto.Resource.Builder message =
        SnapshotProto.Resource.newBuilder()
            .setName(resource.name())
            .setType(resource.type())
            .setDescription(resource.description())
            .addAllNeeds(resource.needs())
            .setVersion(NodeCodec.toMessage(resource.version()));
    resource.config().ifPresent(schema -> message.setConfig(ConfigSchemaCodec.toMessage(schema)));
    return message.build();
  }

  static ResourceSnapshot fromMessage(SnapshotProto.Resource message) {
    return new ResourceSnapshot(
        message.getName(),
        message.getType(),
        message.getDescription(),
        optional(message::hasConfig, message::getConfig, ConfigSchemaCodec::fromMessage),
        message.getNeedsList(),
        NodeCodec.fromMessage(message.getVersion()));
  }
}
