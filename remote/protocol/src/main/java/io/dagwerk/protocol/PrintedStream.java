package io.dagwerk.protocol;

import io.dagwerk.model.Event;
import io.dagwerk.model.StepKey;
import io.dagwerk.protocol.v1.RunHostProto;
import java.util.Optional;

/// A stream of what an attempt of a run prints.
///
/// @param step empty for what belongs to no step of the run
public record PrintedStream(Optional<StepKey> step, Event.Stream stream) {
  public RunHostProto.PrintedStream toMessage() {
    RunHostProto.PrintedStream.Builder message =
        RunHostProto.PrintedStream.newBuilder().setStream(EventEnums.STREAMS.to(stream));
    step.map(CommonCodec::toMessage).ifPresent(message::setStep);
    return message.build();
  }

  /// @throws UnreadableMessage when it is a stream of a later version
  public static PrintedStream of(RunHostProto.PrintedStream message) {
    return new PrintedStream(
        CommonCodec.optional(message::hasStep, message::getStep, CommonCodec::fromMessage),
        EventEnums.STREAMS.from(message.getStream()));
  }
}
