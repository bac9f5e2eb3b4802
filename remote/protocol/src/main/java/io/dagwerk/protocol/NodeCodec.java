package io.dagwerk.protocol;

import static io.dagwerk.protocol.CommonCodec.all;
import static io.dagwerk.protocol.CommonCodec.optional;

import io.dagwerk.model.CodeVersion;
import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.protocol.v1.SnapshotProto;
import java.util.function.Function;

/// Nodes as messages, and back.
final class NodeCodec {
  private NodeCodec() {}

  static SnapshotProto.Node toMessage(NodeSnapshot node) {
    SnapshotProto.Node.Builder message =
        SnapshotProto.Node.newBuilder()
            .setName(node.name())
            .setKind(PlanCodec.KINDS.to(node.kind()))
            .setDescription(node.description())
            .addAllTags(CommonCodec.entries(node.tags()))
            .addAllInputs(all(node.inputs(), NodeCodec::write))
            .addAllAfter(node.after())
            .addAllOutputs(all(node.outputs(), NodeCodec::write))
            .setOptions(StepOptionsCodec.toMessage(node.options()))
            .addAllResources(node.resources())
            .addAllHooks(all(node.hooks(), HookCodec::toMessage))
            .setCodeVersion(toMessage(node.codeVersion()))
            .setWholeRange(node.wholeRange())
            .addAllFanOuts(node.fanOuts());
    node.config().ifPresent(schema -> message.setConfig(ConfigSchemaCodec.toMessage(schema)));
    node.partitions().ifPresent(them -> message.setPartitions(PartitionsCodec.toMessage(them)));
    node.check()
        .ifPresent(check ->
            message.setCheck(
                SnapshotProto.Node.Check.newBuilder()
                    .setAsset(CommonCodec.toMessage(check.asset()))
                    .setName(check.name())
                    .setSeverity(CommonCodec.SEVERITIES.to(check.severity()))
                    .setBlocking(check.blocking())));
    return message.build();
  }

  static NodeSnapshot fromMessage(SnapshotProto.Node message) {
    return new NodeSnapshot(
        message.getName(),
        PlanCodec.KINDS.from(message.getKind()),
        message.getDescription(),
        CommonCodec.map(message.getTagsList()),
        all(message.getInputsList(), NodeCodec::read),
        message.getAfterList(),
        all(message.getOutputsList(), NodeCodec::read),
        StepOptionsCodec.fromMessage(message.getOptions()),
        optional(message::hasConfig, message::getConfig, ConfigSchemaCodec::fromMessage),
        message.getResourcesList(),
        HookCodec.fromMessages(message.getHooksList()),
        fromMessage(message.getCodeVersion()),
        optional(message::hasPartitions, message::getPartitions, PartitionsCodec::fromMessage),
        message.getWholeRange(),
        message.getFanOutsList(),
        optional(
            message::hasCheck,
            message::getCheck,
            check ->
                new NodeSnapshot.CheckFacts(
                    CommonCodec.fromMessage(check.getAsset()),
                    check.getName(),
                    CommonCodec.SEVERITIES.from(check.getSeverity()),
                    check.getBlocking())));
  }

  private static SnapshotProto.Node.Output write(NodeSnapshot.OutputSnapshot output) {
    SnapshotProto.Node.Output.Builder message =
        SnapshotProto.Node.Output.newBuilder()
            .setName(output.name())
            .setType(output.type())
            .setRequired(output.required())
            .setStored(output.stored())
            .setMetadata(MetadataCodec.toMessage(output.metadata()));
    output.ioManager().ifPresent(message::setIoManager);
    output.asset().ifPresent(facts -> message.setAsset(write(facts)));
    return message.build();
  }

  private static NodeSnapshot.OutputSnapshot read(SnapshotProto.Node.Output message) {
    return new NodeSnapshot.OutputSnapshot(
        message.getName(),
        message.getType(),
        message.getRequired(),
        optional(message::hasAsset, message::getAsset, NodeCodec::read),
        optional(message::hasIoManager, message::getIoManager, Function.identity()),
        message.getStored(),
        MetadataCodec.fromMessage(message.getMetadata()));
  }

  private static SnapshotProto.Node.Asset write(NodeSnapshot.AssetFacts facts) {
    SnapshotProto.Node.Asset.Builder message =
        SnapshotProto.Node.Asset.newBuilder()
            .setKey(CommonCodec.toMessage(facts.key()))
            .setGroup(facts.group())
            .addAllKinds(facts.kinds())
            .addAllOwners(facts.owners())
            .setDescription(facts.description())
            .addAllTags(CommonCodec.entries(facts.tags()))
            .setExternal(facts.external())
            .setObserved(facts.observed());
    facts.condition().ifPresent(it -> message.setCondition(ConditionCodec.toMessage(it)));
    return message.build();
  }

  private static NodeSnapshot.AssetFacts read(SnapshotProto.Node.Asset message) {
    return new NodeSnapshot.AssetFacts(
        CommonCodec.fromMessage(message.getKey()),
        message.getGroup(),
        message.getKindsList(),
        message.getOwnersList(),
        message.getDescription(),
        CommonCodec.map(message.getTagsList()),
        optional(message::hasCondition, message::getCondition, ConditionCodec::fromMessage),
        message.getExternal(),
        message.getObserved());
  }

  private static SnapshotProto.NodeInput write(InputSnapshot input) {
    SnapshotProto.NodeInput.Builder message = SnapshotProto.NodeInput.newBuilder();
    switch (input) {
      case InputSnapshot.OfNode(String node, String output) ->
          message.setOfNode(
              SnapshotProto.NodeInput.OfNode.newBuilder().setNode(node).setOutput(output));
      case InputSnapshot.OfAsset(var asset, var mapping, boolean optional) -> {
        var of =
            SnapshotProto.NodeInput.OfAsset.newBuilder()
                .setAsset(CommonCodec.toMessage(asset))
                .setOptional(optional);
        mapping.ifPresent(it -> of.setPartitions(PartitionsCodec.toMessage(it)));
        message.setOfAsset(of);
      }
      case InputSnapshot.OfMany(var elements) ->
          message.setOfMany(
              SnapshotProto.NodeInput.OfMany.newBuilder()
                  .addAllElements(all(elements, NodeCodec::write)));
      case InputSnapshot.OfElement(String fanOut) -> message.setElementOf(fanOut);
      case InputSnapshot.OfBranches(String fanOut, String branch, String output) ->
          message.setOfBranches(
              SnapshotProto.NodeInput.OfBranches.newBuilder()
                  .setFanOut(fanOut)
                  .setBranch(branch)
                  .setOutput(output));
      case InputSnapshot.OfRunConfig(String name, String type, boolean required) ->
          message.setOfRunConfig(
              SnapshotProto.NodeInput.OfRunConfig.newBuilder()
                  .setName(name)
                  .setType(type)
                  .setRequired(required));
      case InputSnapshot.OfResource(String resource) -> message.setResource(resource);
      case InputSnapshot.OfConfig _ ->
          message.setConfig(SnapshotProto.NodeInput.Config.getDefaultInstance());
      case InputSnapshot.OfFact(String fact) -> message.setFact(fact);
    }
    return message.build();
  }

  private static InputSnapshot read(SnapshotProto.NodeInput message) {
    return switch (message.getKindCase()) {
      case OF_NODE ->
          new InputSnapshot.OfNode(message.getOfNode().getNode(), message.getOfNode().getOutput());
      case OF_ASSET -> {
        var of = message.getOfAsset();
        yield new InputSnapshot.OfAsset(
            CommonCodec.fromMessage(of.getAsset()),
            optional(of::hasPartitions, of::getPartitions, PartitionsCodec::fromMessage),
            of.getOptional());
      }
      case OF_MANY ->
          new InputSnapshot.OfMany(all(message.getOfMany().getElementsList(), NodeCodec::read));
      case ELEMENT_OF -> new InputSnapshot.OfElement(message.getElementOf());
      case OF_BRANCHES ->
          new InputSnapshot.OfBranches(
              message.getOfBranches().getFanOut(),
              message.getOfBranches().getBranch(),
              message.getOfBranches().getOutput());
      case OF_RUN_CONFIG ->
          new InputSnapshot.OfRunConfig(
              message.getOfRunConfig().getName(),
              message.getOfRunConfig().getType(),
              message.getOfRunConfig().getRequired());
      case RESOURCE -> new InputSnapshot.OfResource(message.getResource());
      case CONFIG -> new InputSnapshot.OfConfig();
      case FACT -> new InputSnapshot.OfFact(message.getFact());
      case KIND_NOT_SET -> throw UnreadableMessage.ofKind("NodeInput");
    };
  }

  static SnapshotProto.CodeVersion toMessage(CodeVersion version) {
    SnapshotProto.CodeVersion.Builder message = SnapshotProto.CodeVersion.newBuilder();
    switch (version) {
      case CodeVersion.Known(String known) -> message.setKnown(known);
      case CodeVersion.Unknown(String reason) -> message.setUnknown(reason);
    }
    return message.build();
  }

  static CodeVersion fromMessage(SnapshotProto.CodeVersion message) {
    return switch (message.getKindCase()) {
      case KNOWN -> new CodeVersion.Known(message.getKnown());
      case UNKNOWN -> new CodeVersion.Unknown(message.getUnknown());
      case KIND_NOT_SET -> throw UnreadableMessage.ofKind("CodeVersion");
    };
  }
}
