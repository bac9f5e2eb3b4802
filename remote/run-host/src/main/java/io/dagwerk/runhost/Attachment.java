package io.dagwerk.runhost;

import com.google.protobuf.ByteString;
import io.dagwerk.model.RunId;
import io.dagwerk.protocol.Pieces;
import io.dagwerk.protocol.PrintedStream;
import io.dagwerk.protocol.ProcessIdentity;
import io.dagwerk.protocol.Protocol;
import io.dagwerk.protocol.RunHostAddress;
import io.dagwerk.protocol.v1.RunHostProto.Acknowledged;
import io.dagwerk.protocol.v1.RunHostProto.AssignmentChunk;
import io.dagwerk.protocol.v1.RunHostProto.CancelRun;
import io.dagwerk.protocol.v1.RunHostProto.Heard;
import io.dagwerk.protocol.v1.RunHostProto.HostMessage;
import io.dagwerk.protocol.v1.RunHostProto.PrintedStored;
import io.dagwerk.protocol.v1.RunHostProto.Refused;
import io.dagwerk.protocol.v1.RunHostProto.Welcome;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// One stream of a worker, or the wait for its first. What is sent to a stream that is over is
/// dropped. Thread-safe.
final class Attachment {
  private final RunId run;
  private final int attempt;
  private final String worker;
  private Optional<StreamObserver<HostMessage>> stream = Optional.empty();
  private final long since;
  private volatile long lastHeard;

  /// When the worker was answered last, which by then had sent what is answered.
  private volatile Optional<Long> answered = Optional.empty();

  private volatile boolean hasEnded;
  private volatile boolean isFromAnother;
  private volatile Duration patience = Duration.ZERO;
  private boolean hasAttached;
  private boolean isWelcome;
  private List<RunHostAddress> saidOthers = List.of();
  private final CompletableFuture<Boolean> over = new CompletableFuture<>();
  private volatile CompletionStage<?> appended = CompletableFuture.completedFuture(true);
  private volatile Optional<LogWriter> logs = Optional.empty();
  private volatile Optional<ProcessIdentity> process = Optional.empty();
  private volatile WorkerOrigin origin = WorkerOrigin.ELSEWHERE;

  /// A worker that has not attached yet.
  ///
  /// @param now in nanoseconds, as all times here
  Attachment(RunId run, int attempt, String worker, long now) {
    this.run = run;
    this.attempt = attempt;
    this.worker = worker;
    this.since = now;
    this.lastHeard = now;
  }

  Attachment(RunId run, int attempt, String worker, StreamObserver<HostMessage> stream, long now) {
    this(run, attempt, worker, now);
    this.stream = Optional.of(stream);
    this.hasAttached = true;
  }

  RunId run() {
    return run;
  }

  int attempt() {
    return attempt;
  }

  String worker() {
    return worker;
  }

  /// Whether the worker has said hello to this host.
  boolean hasAttached() {
    return hasAttached;
  }

  /// When it was heard or expected first.
  long since() {
    return since;
  }

  long lastHeard() {
    return lastHeard;
  }

  void heard(long now) {
    lastHeard = now;
  }

  /// Done when the worker's end of the stream is over, and nothing more is heard on it.
  CompletableFuture<Boolean> over() {
    return over;
  }

  /// Done when all that the worker has sent is stored, or was refused by the store.
  CompletionStage<?> appended() {
    return appended;
  }

  /// Notes a batch that is about to be stored.
  ///
  /// @return whether the stream is open still; else the batch is not noted, and is not to be stored
  synchronized boolean appending(CompletionStage<?> batch) {
    if (isOpen()) {
      appended = batch;
      return true;
    }
    return false;
  }

  /// Waits at least so long for a worker that has not attached yet, from now on.
  ///
  /// @param silence after which any worker is lost
  synchronized void await(Duration within, Duration silence, long now) {
    long heard = now + within.minus(silence).toNanos();
    if (!hasAttached && (patience.isZero() || heard - lastHeard > 0)) {
      lastHeard = heard;
      patience = within;
    }
  }

  /// How long a worker that has not attached yet may take.
  Duration patience() {
    return patience;
  }

  /// Notes which process the worker says it is.
  void runsAs(Optional<ProcessIdentity> said) {
    process = said;
  }

  /// The process of the worker, if it has said so.
  Optional<ProcessIdentity> process() {
    return process;
  }

  /// Notes who has started the worker.
  void startedBy(WorkerOrigin starter) {
    origin = starter;
  }

  /// Who has started the worker, as far as was said.
  WorkerOrigin origin() {
    return origin;
  }

  /// The run was another host's until the worker came to this one.
  void hasComeOver() {
    isFromAnother = true;
  }

  boolean isFromAnother() {
    return isFromAnother;
  }

  /// Whether it is on another machine, as far as is known.
  boolean isElsewhere() {
    return process
        .map(ProcessIdentity::isElsewhere)
        .orElseGet(() -> origin == WorkerOrigin.ELSEWHERE);
  }

  /// Has what the worker prints written by this.
  void writing(LogWriter writer) {
    logs = Optional.of(writer);
  }

  Optional<LogWriter> logs() {
    return logs;
  }

  /// Done when all that the worker has printed is written, or cannot be, after [#complete].
  CompletableFuture<Boolean> written() {
    return logs.map(LogWriter::over).orElse(CompletableFuture.completedFuture(true));
  }

  /// Whether what the worker says on this stream still counts.
  synchronized boolean isOpen() {
    return stream.isPresent();
  }

  /// Ends an earlier stream of the same worker, or the wait for it, of which events may be on their
  /// way to the store.
  void supersede(Attachment earlier) {
    // After that no batch of it begins, and those that have begun are known.
    earlier.complete();
    appended = earlier.appended();
    answered = earlier.answered;
    origin = earlier.origin();
  }

  /// @param current how long after a word that is answered the worker may store; zero for ever
  /// @param now in nanoseconds
  synchronized void welcome(
      long acknowledged, Duration current, List<RunHostAddress> others, long now) {
    isWelcome = true;
    saidOthers = others;
    answered = Optional.of(now);
    send(
        HostMessage.newBuilder()
            .setWelcome(
                Welcome.newBuilder()
                    .setVersion(Protocol.version())
                    .setAcknowledged(acknowledged)
                    .setCurrentMillis(current.toMillis())
                    .setOthers(RunHostAddress.toMessage(others)))
            .build());
  }

  /// Answers a heartbeat, from whose sending on the worker counts how long it may store.
  ///
  /// @param others where else it may attach now
  synchronized void answer(long heartbeat, List<RunHostAddress> others, long now) {
    if (isOpen()) {
      answered = Optional.of(now);
      Heard.Builder heard = Heard.newBuilder().setNumber(heartbeat);
      if (!others.equals(saidOthers)) {
        heard.setOthers(RunHostAddress.toMessage(others));
        saidOthers = others;
      }
      send(HostMessage.newBuilder().setHeard(heard).build());
    }
  }

  /// Notes that its process is known to have ended.
  void ended() {
    hasEnded = true;
  }

  /// Whether a worker that is heard no more can store nothing any more: its process has ended, it
  /// was given nothing to do here, or it was not answered for so long that it knows itself lost.
  boolean isPowerless(long now, Duration silence) {
    return hasEnded
        || process.filter(ProcessIdentity::isGone).isPresent()
        || answered.map(at -> now - at > silence.toNanos()).orElse(true);
  }

  void assign(ByteString assignment) {
    List<ByteString> pieces = Pieces.cut(assignment);
    for (int i = 0; i < pieces.size(); i++) {
      send(
          HostMessage.newBuilder()
              .setAssignment(
                  AssignmentChunk.newBuilder()
                      .setBytes(pieces.get(i))
                      .setLast(i == pieces.size() - 1))
              .build());
    }
  }

  void acknowledge(long sequence) {
    send(
        HostMessage.newBuilder()
            .setAcknowledged(Acknowledged.newBuilder().setSequence(sequence))
            .build());
  }

  void stored(PrintedStream printed, long end) {
    send(
        HostMessage.newBuilder()
            .setPrinted(PrintedStored.newBuilder().setStream(printed.toMessage()).setEnd(end))
            .build());
  }

  /// Nothing when the worker is not welcome yet: that is always the first that it is told.
  synchronized void cancel(String reason) {
    if (isWelcome) {
      send(HostMessage.newBuilder().setCancel(CancelRun.newBuilder().setReason(reason)).build());
    }
  }

  /// The one of a later attempt. This one may have come back in the moment in which another attempt
  /// took up its run, and is not wanted any more.
  Attachment newer(Attachment awaited) {
    if (attempt >= awaited.attempt) {
      return this;
    }
    refuse("attempt %d has taken up the run".formatted(awaited.attempt));
    return awaited;
  }

  void refuse(String reason) {
    send(HostMessage.newBuilder().setRefused(Refused.newBuilder().setReason(reason)).build());
    complete();
  }

  private synchronized void send(HostMessage message) {
    stream.ifPresent(it -> {
      try {
        it.onNext(message);
      } catch (IllegalStateException | StatusRuntimeException over) {
        stream = Optional.empty();
      }
    });
  }

  /// Ends the stream.
  synchronized void complete() {
    logs.ifPresent(LogWriter::close);
    stream.ifPresent(it -> {
      try {
        it.onCompleted();
      } catch (IllegalStateException | StatusRuntimeException over) {
        // It is over, which was wanted.
      }
    });
    stream = Optional.empty();
  }
}
