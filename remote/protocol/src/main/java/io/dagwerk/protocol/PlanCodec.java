package io.dagwerk.protocol;

import static io.dagwerk.protocol.CommonCodec.all;
import static io.dagwerk.protocol.CommonCodec.fromMessage;
import static io.dagwerk.protocol.CommonCodec.optional;
import static io.dagwerk.protocol.CommonCodec.toMessage;

import io.dagwerk.model.InputSource;
import io.dagwerk.model.NodeKind;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.protocol.v1.PlanProto;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Function;

/// Plans as bytes, and back.
public final class PlanCodec {
  static final EnumTable<NodeKind, PlanProto.NodeKind> KINDS =
      EnumTable.of(NodeKind.class, PlanProto.NodeKind.class, "NODE_KIND_");

  private PlanCodec() {}

  public static byte[] encode(Plan plan) {
    return write(plan).toByteArray();
  }

  /// @throws UnreadableMessage when the bytes are no plan
  public static Plan decode(byte[] bytes) {
    return Messages.read(bytes, "Plan", PlanProto.Plan.parser(), PlanCodec::read);
  }

  private static PlanProto.Plan write(Plan plan) {
    PlanProto.Plan.Builder message =
        PlanProto.Plan.newBuilder().setJob(plan.job()).setCodeVersion(plan.codeVersion());
    plan.steps().values().forEach(step -> message.addSteps(write(step)));
    plan.reusedInstances()
        .forEach((step, reuse) ->
            message.addReusedInstances(
                PlanProto.Plan.ReusedInstance.newBuilder()
                    .setStep(toMessage(step))
                    .setReuse(write(reuse))));
    plan.versions()
        .forEach((step, version) ->
            message.addVersions(
                PlanProto.Plan.Version.newBuilder().setStep(toMessage(step)).setVersion(version)));
    plan.retriesUsed()
        .forEach((step, times) ->
            message.addRetriesUsed(
                PlanProto.Plan.RetriesUsed.newBuilder().setStep(toMessage(step)).setTimes(times)));
    RunProcesses.write(plan.process(), message);
    return message.build();
  }

  private static Plan read(PlanProto.Plan message) {
    SequencedMap<StepKey, Plan.Step> steps = new LinkedHashMap<>();
    message.getStepsList().stream()
        .map(PlanCodec::read)
        .forEach(step -> steps.put(step.key(), step));
    SequencedMap<StepKey, Plan.Reuse> reused = new LinkedHashMap<>();
    message
        .getReusedInstancesList()
        .forEach(it -> reused.put(fromMessage(it.getStep()), read(it.getReuse())));
    SequencedMap<StepKey, String> versions = new LinkedHashMap<>();
    message
        .getVersionsList()
        .forEach(it -> versions.put(fromMessage(it.getStep()), it.getVersion()));
    SequencedMap<StepKey, Integer> retriesUsed = new LinkedHashMap<>();
    message
        .getRetriesUsedList()
        .forEach(it -> retriesUsed.put(fromMessage(it.getStep()), it.getTimes()));
    return new Plan(
        message.getJob(),
        message.getCodeVersion(),
        steps,
        reused,
        versions,
        retriesUsed,
        RunProcesses.of(message));
  }

  private static PlanProto.Step write(Plan.Step step) {
    PlanProto.Step.Builder message =
        PlanProto.Step.newBuilder()
            .setKey(toMessage(step.key()))
            .setKind(KINDS.to(step.kind()))
            .addAllFanOuts(step.fanOuts())
            .addAllPartitions(CommonCodec.texts(step.partitions()))
            .addAllAfter(all(step.after(), CommonCodec::toMessage))
            .setOptions(StepOptionsCodec.toMessage(step.options()));
    step.inputs()
        .forEach((position, source) ->
            message.addInputs(
                PlanProto.Step.Input.newBuilder().setPosition(position).setSource(write(source))));
    step.outputs().forEach(output -> message.addOutputs(write(output)));
    step.reuse().ifPresent(reuse -> message.setReuse(write(reuse)));
    return message.build();
  }

  private static Plan.Step read(PlanProto.Step message) {
    SequencedMap<Integer, InputSource> inputs = new LinkedHashMap<>();
    message.getInputsList().forEach(it -> inputs.put(it.getPosition(), read(it.getSource())));
    return new Plan.Step(
        fromMessage(message.getKey()),
        KINDS.from(message.getKind()),
        message.getFanOutsList(),
        CommonCodec.partitions(message.getPartitionsList()),
        inputs,
        all(message.getAfterList(), CommonCodec::fromMessage),
        all(
            message.getOutputsList(),
            it ->
                new Plan.Output(
                    it.getName(),
                    it.getRequired(),
                    optional(it::hasAsset, it::getAsset, CommonCodec::fromMessage))),
        StepOptionsCodec.fromMessage(message.getOptions()),
        optional(message::hasReuse, message::getReuse, PlanCodec::read));
  }

  private static PlanProto.Step.Output.Builder write(Plan.Output output) {
    PlanProto.Step.Output.Builder message =
        PlanProto.Step.Output.newBuilder().setName(output.name()).setRequired(output.required());
    output.asset().ifPresent(asset -> message.setAsset(toMessage(asset)));
    return message;
  }

  private static PlanProto.Reuse write(Plan.Reuse reuse) {
    PlanProto.Reuse.Builder message =
        PlanProto.Reuse.newBuilder()
            .setOrigin(reuse.origin().toString())
            .addAllMappingKeys(reuse.mappingKeys());
    reuse.version().ifPresent(message::setVersion);
    reuse
        .outputs()
        .forEach((name, address) ->
            message.addOutputs(
                PlanProto.Reuse.StoredOutput.newBuilder()
                    .setName(name)
                    .setAddress(toMessage(address))));
    return message.build();
  }

  private static Plan.Reuse read(PlanProto.Reuse message) {
    SequencedMap<String, OutputAddress> outputs = new LinkedHashMap<>();
    message.getOutputsList().forEach(it -> outputs.put(it.getName(), fromMessage(it.getAddress())));
    return new Plan.Reuse(
        RunId.of(message.getOrigin()),
        optional(message::hasVersion, message::getVersion, Function.identity()),
        outputs,
        message.getMappingKeysList());
  }

  static PlanProto.InputSource write(InputSource source) {
    PlanProto.InputSource.Builder message = PlanProto.InputSource.newBuilder();
    switch (source) {
      case InputSource.FromStep(StepKey step, String output) ->
          message.setFromStep(
              PlanProto.InputSource.FromStep.newBuilder()
                  .setStep(toMessage(step))
                  .setOutput(output));
      case InputSource.FromStore(var address) -> message.setFromStore(toMessage(address));
      case InputSource.FanIn(var elements) ->
          message.setFanIn(
              PlanProto.InputSource.FanIn.newBuilder()
                  .addAllElements(all(elements, PlanCodec::write)));
      case InputSource.FromPartitions(var partitions) -> {
        var all = PlanProto.InputSource.FromPartitions.newBuilder();
        partitions.forEach((key, of) ->
            all.addPartitions(
                PlanProto.InputSource.OfPartition.newBuilder()
                    .setPartition(key.text())
                    .setSource(write(of))));
        message.setFromPartitions(all);
      }
      case InputSource.Element(StepKey fanOut) -> message.setElementOf(toMessage(fanOut));
      case InputSource.Collected(StepKey fanOut, StepKey branch, String output) ->
          message.setCollected(
              PlanProto.InputSource.Collected.newBuilder()
                  .setFanOut(toMessage(fanOut))
                  .setBranch(toMessage(branch))
                  .setOutput(output));
      case InputSource.External(String name) -> message.setExternal(name);
      case InputSource.Absent _ ->
          message.setAbsent(PlanProto.InputSource.Absent.getDefaultInstance());
    }
    return message.build();
  }

  static InputSource read(PlanProto.InputSource message) {
    return switch (message.getKindCase()) {
      case FROM_STEP ->
          new InputSource.FromStep(
              fromMessage(message.getFromStep().getStep()), message.getFromStep().getOutput());
      case FROM_STORE -> new InputSource.FromStore(fromMessage(message.getFromStore()));
      case FAN_IN ->
          new InputSource.FanIn(all(message.getFanIn().getElementsList(), PlanCodec::read));
      case FROM_PARTITIONS -> read(message.getFromPartitions());
      case ELEMENT_OF -> new InputSource.Element(fromMessage(message.getElementOf()));
      case COLLECTED ->
          new InputSource.Collected(
              fromMessage(message.getCollected().getFanOut()),
              fromMessage(message.getCollected().getBranch()),
              message.getCollected().getOutput());
      case EXTERNAL -> new InputSource.External(message.getExternal());
      case ABSENT -> new InputSource.Absent();
      case KIND_NOT_SET -> throw UnreadableMessage.ofKind("InputSource");
    };
  }

  private static InputSource read(PlanProto.InputSource.FromPartitions message) {
    SequencedMap<PartitionKey, InputSource> partitions = new LinkedHashMap<>();
    message
        .getPartitionsList()
        .forEach(it -> partitions.put(new PartitionKey(it.getPartition()), read(it.getSource())));
    return new InputSource.FromPartitions(partitions);
  }
}
