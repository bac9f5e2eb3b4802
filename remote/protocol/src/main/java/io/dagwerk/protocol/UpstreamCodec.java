package io.dagwerk.protocol;

import static io.dagwerk.protocol.CommonCodec.all;
import static io.dagwerk.protocol.CommonCodec.fromMessage;
import static io.dagwerk.protocol.CommonCodec.optional;
import static io.dagwerk.protocol.CommonCodec.toMessage;

import io.dagwerk.model.InputSource;
import io.dagwerk.plan.Upstream;
import io.dagwerk.plan.Upstream.Emission;
import io.dagwerk.protocol.v1.StepProcessProto;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What the steps before a step emitted, as messages, and back.
public final class UpstreamCodec {
  private UpstreamCodec() {}

  public static StepProcessProto.Upstream write(Upstream upstream) {
    StepProcessProto.Upstream.Builder message = StepProcessProto.Upstream.newBuilder();
    upstream
        .emissions()
        .forEach((source, emissions) ->
            message.addSources(
                StepProcessProto.Upstream.OfSource.newBuilder()
                    .setSource(PlanCodec.write(source))
                    .addAllEmissions(all(emissions, UpstreamCodec::write))));
    return message.build();
  }

  private static StepProcessProto.Upstream.Emission write(Emission emission) {
    StepProcessProto.Upstream.Emission.Builder message =
        StepProcessProto.Upstream.Emission.newBuilder()
            .setStep(toMessage(emission.step()))
            .setOutput(emission.output());
    emission.reused().ifPresent(address -> message.setReused(toMessage(address)));
    return message.build();
  }

  /// @throws UnreadableMessage when a source is of no kind
  public static Upstream read(StepProcessProto.Upstream message) {
    SequencedMap<InputSource, List<Emission>> emissions = new LinkedHashMap<>();
    message
        .getSourcesList()
        .forEach(of ->
            emissions.put(
                PlanCodec.read(of.getSource()), all(of.getEmissionsList(), UpstreamCodec::read)));
    return new Upstream(emissions);
  }

  private static Emission read(StepProcessProto.Upstream.Emission message) {
    return new Emission(
        fromMessage(message.getStep()),
        message.getOutput(),
        optional(message::hasReused, message::getReused, CommonCodec::fromMessage));
  }
}
