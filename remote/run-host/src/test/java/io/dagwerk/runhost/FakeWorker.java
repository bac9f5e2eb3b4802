package io.dagwerk.runhost;

import com.google.protobuf.ByteString;
import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.protocol.ProcessIdentity;
import io.dagwerk.protocol.Protocol;
import io.dagwerk.protocol.v1.RunHostProto.Events;
import io.dagwerk.protocol.v1.RunHostProto.GaveUp;
import io.dagwerk.protocol.v1.RunHostProto.Heartbeat;
import io.dagwerk.protocol.v1.RunHostProto.Hello;
import io.dagwerk.protocol.v1.RunHostProto.HostMessage;
import io.dagwerk.protocol.v1.RunHostProto.HostMessage.KindCase;
import io.dagwerk.protocol.v1.RunHostProto.PrintedText;
import io.dagwerk.protocol.v1.RunHostProto.WorkerMessage;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A stream of a worker that says what a test tells it to.
final class FakeWorker implements StreamObserver<HostMessage> {
  static final String TOKEN = "a token";

  private static final HostMessage OVER = HostMessage.getDefaultInstance();

  private final BlockingQueue<HostMessage> answers = new LinkedBlockingQueue<>();
  private final StreamObserver<WorkerMessage> toHost;

  private FakeWorker(RunHost host) {
    this.toHost = new RunHostEndpoint(host).attach(this);
  }

  /// A stream on which nothing is said yet.
  static FakeWorker of(RunHost host) {
    return new FakeWorker(host);
  }

  FakeWorker hello(RunId run) {
    return say(hello(run.toString()));
  }

  /// With the process that the worker says it is.
  FakeWorker hello(RunId run, ProcessIdentity process) {
    return say(hello(run.toString()).setProcess(process.toMessage()));
  }

  private static Hello.Builder hello(String run) {
    return Hello.newBuilder()
        .setVersion(Protocol.version())
        .setRun(run)
        .setAttempt(1)
        .setToken(TOKEN)
        .setWorker("worker-1")
        .setHasAssignment(true);
  }

  private FakeWorker say(Hello.Builder hello) {
    toHost.onNext(WorkerMessage.newBuilder().setHello(hello).build());
    return this;
  }

  void beat() {
    beat(0);
  }

  /// @param number of the heartbeat, by which it is answered
  void beat(long number) {
    toHost.onNext(
        WorkerMessage.newBuilder().setHeartbeat(Heartbeat.newBuilder().setNumber(number)).build());
  }

  void say(long first, Event... events) {
    send(
        first,
        Arrays.stream(events)
            .map(event -> ByteString.copyFrom(EventCodec.encode(Instant.EPOCH, event)))
            .toArray(ByteString[]::new));
  }

  void send(long first, ByteString... events) {
    toHost.onNext(
        WorkerMessage.newBuilder()
            .setEvents(
                Events.newBuilder().setFirstSequence(first).addAllEvents(Arrays.asList(events)))
            .build());
  }

  void print(PrintedText text) {
    toHost.onNext(WorkerMessage.newBuilder().setPrinted(text).build());
  }

  void giveUp(String reason) {
    toHost.onNext(
        WorkerMessage.newBuilder().setGaveUp(GaveUp.newBuilder().setReason(reason)).build());
  }

  void end() {
    toHost.onCompleted();
  }

  /// The next answer of a kind; `KIND_NOT_SET` when the host ends the stream.
  HostMessage await(KindCase kind) throws InterruptedException {
    while (true) {
      HostMessage answer = answers.poll(60, TimeUnit.SECONDS);
      if (answer == null || answer.getKindCase() == kind) {
        return answer == null ? fail("a minute without " + kind) : answer;
      }
      if (answer.getKindCase() == KindCase.KIND_NOT_SET || answer.hasRefused()) {
        return fail("waited for %s, but the end was: %s".formatted(kind, answer));
      }
    }
  }

  private static HostMessage fail(String why) {
    throw new AssertionError(why);
  }

  void awaitOver() throws InterruptedException {
    await(KindCase.KIND_NOT_SET);
  }

  @Override
  public void onNext(HostMessage message) {
    answers.add(message);
  }

  @Override
  public void onError(Throwable broken) {
    answers.add(OVER);
  }

  @Override
  public void onCompleted() {
    answers.add(OVER);
  }
}
