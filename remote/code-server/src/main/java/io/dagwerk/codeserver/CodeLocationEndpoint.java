package io.dagwerk.codeserver;

import com.google.protobuf.MessageLite;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.protocol.ErrorCodec;
import io.dagwerk.protocol.Protocol;
import io.dagwerk.protocol.ServerId;
import io.dagwerk.protocol.UnreadableMessage;
import io.dagwerk.protocol.v1.CodeLocationGrpc;
import io.dagwerk.protocol.v1.CodeLocationProto.CompleteRunReply;
import io.dagwerk.protocol.v1.CodeLocationProto.CompleteRunRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.DescribeReply;
import io.dagwerk.protocol.v1.CodeLocationProto.DescribeRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.EvaluateMappingsReply;
import io.dagwerk.protocol.v1.CodeLocationProto.EvaluateMappingsRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.EvaluateReply;
import io.dagwerk.protocol.v1.CodeLocationProto.EvaluateRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.LaunchWorkerReply;
import io.dagwerk.protocol.v1.CodeLocationProto.LaunchWorkerRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.StopWorkerReply;
import io.dagwerk.protocol.v1.CodeLocationProto.StopWorkerRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.ValidateRunReply;
import io.dagwerk.protocol.v1.CodeLocationProto.ValidateRunRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.WatchWorkersRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.WorkerEnded;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Hears what the host asks of a location. Questions wait until the location is loaded.
final class CodeLocationEndpoint extends CodeLocationGrpc.CodeLocationImplBase {
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

  private final ServerId id = ServerId.create();
  private final CompletableFuture<Loading> loading;
  private final CompletableFuture<ServedLocation> served;
  private final WorkerPool workers;

  CodeLocationEndpoint(CompletableFuture<Loading> loading, WorkerPool workers) {
    this.loading = loading;
    this.workers = workers;
    this.served =
        loading.thenApply(done ->
            switch (done) {
              case Loading.Loaded(var code) -> new ServedLocation(code, id);
              case Loading.Failed(ErrorInfo error) ->
                  throw new UnreadableMessage("the location is not loaded: " + error.summary());
            });
  }

  /// Of this process.
  ServerId id() {
    return id;
  }

  /// Answers a question.
  private interface Answer<T> {
    T of(ServedLocation location) throws Exception;
  }

  private <T extends MessageLite> void answer(StreamObserver<T> to, Answer<T> answer) {
    answerAll(to, location -> List.of(answer.of(location)));
  }

  private <T extends MessageLite> void answerAll(StreamObserver<T> to, Answer<List<T>> answer) {
    try {
      answer.of(served.get()).forEach(to::onNext);
      to.onCompleted();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      to.onError(Status.CANCELLED.asRuntimeException());
    } catch (Throwable e) {
      Throwable cause = e.getCause() != null ? e.getCause() : e;
      to.onError(
          Status.FAILED_PRECONDITION
              .withDescription(ErrorInfo.of(cause).summary())
              .asRuntimeException());
    }
  }

  @Override
  public void describe(DescribeRequest request, StreamObserver<DescribeReply> to) {
    Optional<String> refusal = Protocol.refusal("host", request.getVersion());
    if (refusal.isPresent()) {
      to.onError(Status.FAILED_PRECONDITION.withDescription(refusal.get()).asRuntimeException());
      return;
    }
    switch (loading.join()) {
      case Loading.Loaded _ ->
          served.join().descriptions().tell(new HashSet<>(request.getKnownList()), to::onNext);
      case Loading.Failed(ErrorInfo error) ->
          to.onNext(DescribeReply.newBuilder().setFailed(ErrorCodec.toMessage(error)).build());
    }
    to.onCompleted();
  }

  /// What the caller waits, less a little for the answer.
  private static Duration timeLeft() {
    return Optional.ofNullable(Context.current().getDeadline())
        .map(deadline ->
            Duration.ofMillis(Math.max(1, deadline.timeRemaining(TimeUnit.MILLISECONDS)))
                .multipliedBy(9)
                .dividedBy(10))
        .orElse(LONGEST_ANSWER);
  }

  @Override
  public void completeRun(CompleteRunRequest request, StreamObserver<CompleteRunReply> to) {
    answer(
        to,
        location ->
            location.within(
                "completing a run of job '%s'".formatted(request.getJob()),
                timeLeft(),
                () -> location.complete(request)));
  }

  @Override
  public void validateRun(ValidateRunRequest request, StreamObserver<ValidateRunReply> to) {
    answer(
        to,
        location ->
            location.within("checking a run", timeLeft(), () -> location.validate(request)));
  }

  @Override
  public void evaluateMappings(
      EvaluateMappingsRequest request, StreamObserver<EvaluateMappingsReply> to) {
    answerAll(to, location -> location.evaluate(request));
  }

  @Override
  public void evaluate(EvaluateRequest request, StreamObserver<EvaluateReply> to) {
    answer(to, location -> location.evaluate(request));
  }

  @Override
  public void launchWorker(LaunchWorkerRequest request, StreamObserver<LaunchWorkerReply> to) {
    answer(to, _ -> workers.launch(request, () -> !Context.current().isCancelled()));
  }

  @Override
  public void stopWorker(StopWorkerRequest request, StreamObserver<StopWorkerReply> to) {
    workers.stop(request.getRun(), request.getAttempt());
    to.onNext(StopWorkerReply.getDefaultInstance());
    to.onCompleted();
  }

  @Override
  public void watchWorkers(WatchWorkersRequest request, StreamObserver<WorkerEnded> to) {
    ServerCallStreamObserver<WorkerEnded> call = (ServerCallStreamObserver<WorkerEnded>) to;
    AutoCloseable watch =
        workers.watch(ended -> {
          synchronized (call) {
            if (!call.isCancelled()) {
              call.onNext(ended);
            }
          }
        });
    call.setOnCancelHandler(() -> close(watch));
  }

  private static void close(AutoCloseable watch) {
    try {
      watch.close();
    } catch (Exception e) {
      throw new IllegalStateException("closing a watch throws nothing", e);
    }
  }
}
