package io.dagwerk.runhost;

import com.google.protobuf.ByteString;
import io.dagwerk.model.RunId;
import io.dagwerk.protocol.ConfigCodec;
import io.dagwerk.protocol.PlanCodec;
import io.dagwerk.protocol.PrintedStream;
import io.dagwerk.protocol.ProcessIdentity;
import io.dagwerk.protocol.Protocol;
import io.dagwerk.protocol.UnreadableMessage;
import io.dagwerk.protocol.v1.CommonProto.TextEntry;
import io.dagwerk.protocol.v1.RunHostGrpc;
import io.dagwerk.protocol.v1.RunHostProto.Assignment;
import io.dagwerk.protocol.v1.RunHostProto.Events;
import io.dagwerk.protocol.v1.RunHostProto.Hello;
import io.dagwerk.protocol.v1.RunHostProto.HostMessage;
import io.dagwerk.protocol.v1.RunHostProto.PrintedText;
import io.dagwerk.protocol.v1.RunHostProto.WorkerMessage;
import io.dagwerk.runhost.EventBatch.Producer;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.LogKey;
import io.grpc.stub.StreamObserver;
import java.util.Optional;

/// Hears what workers say.
final class RunHostEndpoint extends RunHostGrpc.RunHostImplBase {
  private final RunHost host;

  RunHostEndpoint(RunHost host) {
    this.host = host;
  }

  @Override
  public StreamObserver<WorkerMessage> attach(StreamObserver<HostMessage> answers) {
    return new Conversation(host, answers);
  }

  /// One stream. Confined to the thread that gRPC calls it on.
  private static final class Conversation implements StreamObserver<WorkerMessage> {
    private final RunHost host;
    private final StreamObserver<HostMessage> answers;
    private Optional<Attachment> worker = Optional.empty();
    private long nextSequence;

    Conversation(RunHost host, StreamObserver<HostMessage> answers) {
      this.host = host;
      this.answers = answers;
    }

    @Override
    public void onNext(WorkerMessage message) {
      worker.ifPresent(it -> it.heard(host.now()));
      switch (message.getKindCase()) {
        case HELLO -> hello(message.getHello());
        case EVENTS -> worker.ifPresent(it -> store(it, message.getEvents()));
        case PRINTED -> worker.ifPresent(it -> print(it, message.getPrinted()));
        case HEARTBEAT, KIND_NOT_SET -> {
          // That it was heard is all.
        }
      }
    }

    private void hello(Hello hello) {
      RunId run;
      try {
        run = RunId.of(hello.getRun());
      } catch (IllegalArgumentException e) {
        refuse("'%s' is no run".formatted(hello.getRun()));
        return;
      }
      Optional<Attempt> attempt = host.store().attempt(run);
      Optional<String> refusal =
          Protocol.refusal("worker", hello.getVersion()).or(() -> refusal(hello, attempt));
      refusal.ifPresentOrElse(this::refuse, () -> welcome(hello, attempt.orElseThrow()));
    }

    private static Optional<String> refusal(Hello hello, Optional<Attempt> newest) {
      if (newest.isEmpty()) {
        return Optional.of("run %s has ended, or never was".formatted(hello.getRun()));
      }
      int number = newest.get().number();
      if (number != hello.getAttempt()) {
        return Optional.of(
            "attempt %d of run %s is not the newest, which is %d"
                .formatted(hello.getAttempt(), hello.getRun(), number));
      }
      return Tokens.matches(hello.getToken(), newest.get().tokenHash())
          ? Optional.empty()
          : Optional.of("the token is not that of attempt %d".formatted(number));
    }

    private void refuse(String reason) {
      new Attachment(RunId.createdAt(host.now()), 0, "refused", answers, host.now()).refuse(reason);
    }

    private void welcome(Hello hello, Attempt attempt) {
      Attachment attachment =
          new Attachment(attempt.run(), attempt.number(), hello.getWorker(), answers, host.now());
      long acknowledged =
          host.store().acknowledged(attempt.run(), attempt.number(), Producer.WORKER);
      nextSequence = acknowledged + 1;
      attachment.runsAs(ProcessIdentity.of(hello));
      attachment.writing(new LogWriter(host.logs(), attachment::stored));
      attachment.welcome(acknowledged);
      if (!hello.getHasAssignment()) {
        attachment.assign(assignment(attempt));
      }
      worker = Optional.of(attachment);
      host.attach(attempt.run(), attachment);
    }

    private ByteString assignment(Attempt attempt) {
      Assignment.Builder message =
          Assignment.newBuilder()
              .setPlan(ByteString.copyFrom(PlanCodec.encode(attempt.plan())))
              .setConfig(ByteString.copyFrom(ConfigCodec.encode(attempt.config())))
              .setMode(attempt.mode());
      attempt
          .tags()
          .forEach((name, value) ->
              message.addTags(TextEntry.newBuilder().setName(name).setValue(value)));
      host.store().log(attempt.run()).forEach(event -> message.addLog(ByteString.copyFrom(event)));
      return message.build().toByteString();
    }

    private void store(Attachment attachment, Events events) {
      if (events.getFirstSequence() != nextSequence) {
        attachment.refuse(
            "expected event %d of the run, but found %d"
                .formatted(nextSequence, events.getFirstSequence()));
        return;
      }
      nextSequence += events.getEventsCount();
      var stored =
          host.store()
              .append(
                  new EventBatch(
                      attachment.run(),
                      attachment.attempt(),
                      Producer.WORKER,
                      events.getFirstSequence(),
                      events.getEventsList().stream().map(ByteString::toByteArray).toList()));
      attachment.appending(stored);
      var _ =
          stored.whenComplete((sequence, failed) -> {
            if (failed == null) {
              attachment.acknowledge(sequence);
            } else {
              // It comes again with what was not stored.
              attachment.complete();
            }
          });
    }

    private void print(Attachment attachment, PrintedText text) {
      PrintedStream stream;
      try {
        stream = PrintedStream.of(text.getStream());
      } catch (UnreadableMessage e) {
        attachment.refuse("it printed to a stream that is not known here: " + e.getMessage());
        return;
      }
      LogWriter.Part part =
          new LogWriter.Part(
              new LogKey(attachment.run(), attachment.attempt(), stream.step(), stream.stream()),
              text.getOffset(),
              Bytes.of(text.getBytes().toByteArray()),
              text.getCloses());
      if (part.bytes().size() > Protocol.LARGEST_PRINTED
          || !attachment.logs().map(writer -> writer.add(part)).orElse(false)) {
        attachment.refuse(
            "expected printed text in parts of %,d bytes, of which %,d bytes are not stored, but found more"
                .formatted(Protocol.LARGEST_PRINTED, Protocol.PRINTED_WINDOW));
      }
    }

    @Override
    public void onError(Throwable broken) {
      worker.ifPresent(it -> {
        it.over().complete(true);
        host.detach(it.run(), it);
        it.complete();
      });
    }

    @Override
    public void onCompleted() {
      worker.ifPresent(it -> {
        it.over().complete(true);
        host.detach(it.run(), it);
        it.complete();
      });
    }
  }
}
