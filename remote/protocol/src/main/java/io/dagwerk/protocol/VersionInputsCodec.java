package io.dagwerk.protocol;

import io.dagwerk.model.CodeVersion;
import io.dagwerk.plan.VersionInputs;
import io.dagwerk.plan.VersionInputs.OfNode;
import io.dagwerk.plan.VersionInputs.OfResource;
import io.dagwerk.protocol.v1.PlanningProto;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// What the versions of steps depend on as a message, and back.
public final class VersionInputsCodec {
  private VersionInputsCodec() {}

  public static PlanningProto.VersionInputs toMessage(VersionInputs inputs) {
    PlanningProto.VersionInputs.Builder message = PlanningProto.VersionInputs.newBuilder();
    inputs
        .nodes()
        .forEach((name, node) ->
            message.addNodes(
                PlanningProto.VersionInputs.OfNode.newBuilder()
                    .setName(name)
                    .setConfig(node.config())
                    .addAllResources(node.resources())));
    inputs
        .resources()
        .forEach((name, resource) ->
            message.addResources(
                PlanningProto.VersionInputs.OfResource.newBuilder()
                    .setName(name)
                    .setCode(NodeCodec.toMessage(resource.code()))
                    .setConfig(resource.config())
                    .addAllNeeds(resource.needs())));
    inputs
        .externals()
        .forEach((name, version) ->
            message.addExternals(
                PlanningProto.VersionInputs.OfExternal.newBuilder()
                    .setName(name)
                    .setVersion(NodeCodec.toMessage(version))));
    return message.build();
  }

  /// @throws UnreadableMessage when it has a version of a kind that is not known here
  public static VersionInputs fromMessage(PlanningProto.VersionInputs message) {
    SequencedMap<String, OfNode> nodes = new LinkedHashMap<>();
    message
        .getNodesList()
        .forEach(it -> nodes.put(it.getName(), new OfNode(it.getConfig(), it.getResourcesList())));
    SequencedMap<String, OfResource> resources = new LinkedHashMap<>();
    message
        .getResourcesList()
        .forEach(it ->
            resources.put(
                it.getName(),
                new OfResource(
                    NodeCodec.fromMessage(it.getCode()), it.getConfig(), it.getNeedsList())));
    SequencedMap<String, CodeVersion> externals = new LinkedHashMap<>();
    message
        .getExternalsList()
        .forEach(it -> externals.put(it.getName(), NodeCodec.fromMessage(it.getVersion())));
    return new VersionInputs(nodes, resources, externals);
  }
}
