package io.dagwerk.conformance;

import com.google.protobuf.ByteString;
import io.dagwerk.model.Event;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.protocol.v1.PlanProto;
import io.dagwerk.protocol.v1.RunHostGrpc;
import io.dagwerk.protocol.v1.RunHostProto.Acknowledged;
import io.dagwerk.protocol.v1.RunHostProto.Assignment;
import io.dagwerk.protocol.v1.RunHostProto.AssignmentChunk;
import io.dagwerk.protocol.v1.RunHostProto.Events;
import io.dagwerk.protocol.v1.RunHostProto.HostMessage;
import io.dagwerk.protocol.v1.RunHostProto.HostMessage.KindCase;
import io.dagwerk.protocol.v1.RunHostProto.PrintedStored;
import io.dagwerk.protocol.v1.RunHostProto.PrintedText;
import io.dagwerk.protocol.v1.RunHostProto.WorkerMessage;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Says to a worker what an earlier host has said: welcome, assignment, and the cancellation as
/// soon as a step has started. It acknowledges what it hears now.
final class ReplayedHost extends RunHostGrpc.RunHostImplBase {
  private final Conversation saved;
  private final Assignment assignment;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final List<String> printed = new CopyOnWriteArrayList<>();

  /// @param codeVersion of the worker's code, which is not that of the earlier build
  ReplayedHost(Conversation saved, String codeVersion) throws IOException {
    this.saved = saved;
    Assignment then = saved.assignment();
    PlanProto.Plan plan =
        PlanProto.Plan.parseFrom(then.getPlan()).toBuilder().setCodeVersion(codeVersion).build();
    this.assignment = then.toBuilder().setPlan(plan.toByteString()).build();
  }

  /// What the worker has said.
  List<Event> events() {
    return List.copyOf(events);
  }

  /// The texts that the worker has printed beside its events.
  List<String> printed() {
    return List.copyOf(printed);
  }

  @Override
  public StreamObserver<WorkerMessage> attach(StreamObserver<HostMessage> worker) {
    return new StreamObserver<>() {
      @Override
      public void onNext(WorkerMessage message) {
        switch (message.getKindCase()) {
          case HELLO -> welcome(worker);
          case EVENTS -> hear(message.getEvents(), worker);
          case PRINTED -> hear(message.getPrinted(), worker);
          case HEARTBEAT, GAVE_UP, KIND_NOT_SET -> {
            // Nothing is said to it.
          }
        }
      }

      @Override
      public void onError(Throwable broken) {
        // The worker is gone.
      }

      @Override
      public void onCompleted() {
        worker.onCompleted();
      }
    };
  }

  private void welcome(StreamObserver<HostMessage> worker) {
    saved.told(KindCase.WELCOME).ifPresent(worker::onNext);
    AssignmentChunk chunk =
        AssignmentChunk.newBuilder().setBytes(assignment.toByteString()).setLast(true).build();
    worker.onNext(HostMessage.newBuilder().setAssignment(chunk).build());
  }

  private void hear(Events said, StreamObserver<HostMessage> worker) {
    for (ByteString bytes : said.getEventsList()) {
      Event event = EventCodec.decode(bytes.toByteArray()).shown();
      events.add(event);
      Optional.of(event)
          .filter(Event.StepStarted.class::isInstance)
          .flatMap(_ -> saved.told(KindCase.CANCEL))
          .ifPresent(worker::onNext);
    }
    worker.onNext(
        HostMessage.newBuilder()
            .setAcknowledged(
                Acknowledged.newBuilder()
                    .setSequence(said.getFirstSequence() + said.getEventsCount() - 1))
            .build());
  }

  private void hear(PrintedText text, StreamObserver<HostMessage> worker) {
    if (!text.getBytes().isEmpty()) {
      printed.add(text.getBytes().toStringUtf8());
    }
    worker.onNext(
        HostMessage.newBuilder()
            .setPrinted(
                PrintedStored.newBuilder()
                    .setStream(text.getStream())
                    .setEnd(text.getOffset() + text.getBytes().size()))
            .build());
  }
}
