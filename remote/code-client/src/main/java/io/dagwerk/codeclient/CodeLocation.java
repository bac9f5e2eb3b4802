package io.dagwerk.codeclient;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.dagwerk.codeclient.LaunchedWorker.Start;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Evaluation;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.SensorLook;
import io.dagwerk.model.SizeLimit;
import io.dagwerk.model.SizeLimits;
import io.dagwerk.partitions.EvaluatedMapping;
import io.dagwerk.plan.PlanRequest.Moment;
import io.dagwerk.protocol.ConfigCodec;
import io.dagwerk.protocol.EvaluationCodec;
import io.dagwerk.protocol.HostSecret;
import io.dagwerk.protocol.PlanCodec;
import io.dagwerk.protocol.ProcessEnd;
import io.dagwerk.protocol.Protocol;
import io.dagwerk.protocol.RunHostAddress;
import io.dagwerk.protocol.RunProcesses;
import io.dagwerk.protocol.SensorLookCodec;
import io.dagwerk.protocol.ServerId;
import io.dagwerk.protocol.TlsTrust;
import io.dagwerk.protocol.UnreadableMessage;
import io.dagwerk.protocol.VersionInputsCodec;
import io.dagwerk.protocol.v1.CodeLocationGrpc;
import io.dagwerk.protocol.v1.CodeLocationProto.CompleteRunReply;
import io.dagwerk.protocol.v1.CodeLocationProto.CompleteRunRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.EvaluateRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.LaunchWorkerReply;
import io.dagwerk.protocol.v1.CodeLocationProto.LaunchWorkerRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.StopWorkerRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.ValidateRunReply;
import io.dagwerk.protocol.v1.CodeLocationProto.ValidateRunRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.WatchWorkersRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.WorkerEnded;
import io.dagwerk.protocol.v1.CommonProto.TextEntry;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A code server, as the host asks it. Every question has a deadline. Thread-safe.
///
/// ```java
/// CodeServerAddress address = codeServer.address().get(30, TimeUnit.SECONDS);
/// try (CodeLocation flights = CodeLocation.at(address)) {
///   Answer<LocationSnapshot> snapshot = flights.describe(Duration.ofSeconds(30));
/// }
/// ```
public final class CodeLocation implements AutoCloseable {
  /// The type of the error when there was no answer at all.
  public static final String UNANSWERED = "CodeLocation";

  /// The type of the error when the process that was meant is not there, or is another one by now.
  public static final String GONE = "CodeServerGone";

  /// What a message has beside its largest part, in bytes.
  private static final int ROOM_OF_MESSAGE = 2 << 20;

  /// What a code server is given beyond a timeout to say itself that it is over.
  private static final java.time.Duration SAYS_ITSELF = java.time.Duration.ofSeconds(2);

  /// Until a process that no longer answers is known to have ended.
  private static final java.time.Duration END = java.time.Duration.ofSeconds(3);

  private final ManagedChannel channel;
  private final Optional<CodeServerProcess> process;
  private final KnownParts parts;
  private final Channel asking;

  private CodeLocation(
      CodeServerAddress address, SizeLimits limits, Optional<CodeServerProcess> process) {
    this.channel = channel(address, limits);
    this.process = process;
    this.parts = new KnownParts(limits);
    List<ClientInterceptor> shown = new ArrayList<>();
    address.secret().map(HostSecret::shown).ifPresent(shown::add);
    shown.add(ServerId.meaning(parts::server));
    this.asking = ClientInterceptors.intercept(channel, shown);
  }

  /// The same with the usual limits.
  public static CodeLocation at(CodeServerAddress address) {
    return at(address, SizeLimits.DEFAULT);
  }

  /// A client of this code server; it connects when it is first asked. Once it was described, it
  /// asks that process alone.
  ///
  /// @param limits how large what it defines may be
  public static CodeLocation at(CodeServerAddress address, SizeLimits limits) {
    return new CodeLocation(address, limits, Optional.empty());
  }

  /// A client of a child of this process. When that ends before it answers, it is said how; and the
  /// client is closed, which would go on trying to reach it.
  ///
  /// @param limits how large what it defines may be
  public static CodeLocation of(
      CodeServerProcess process, CodeServerAddress address, SizeLimits limits) {
    CodeLocation location = new CodeLocation(address, limits, Optional.of(process));
    var _ = process.ended().thenRun(location::close);
    return location;
  }

  /// Of what it defines, each definition is in one message.
  private static ManagedChannel channel(CodeServerAddress address, SizeLimits limits) {
    int largest =
        Math.max(
            Protocol.LARGEST_MESSAGE,
            Math.toIntExact(limits.of(SizeLimit.DEFINITIONS)) + ROOM_OF_MESSAGE);
    return NettyChannelBuilder.forTarget(address.target(), address.credentials())
        .disableRetry()
        .maxInboundMessageSize(largest)
        .keepAliveTime(10, TimeUnit.SECONDS)
        .keepAliveTimeout(5, TimeUnit.SECONDS)
        .build();
  }

  /// Whether there was no answer at all, so that nothing is known of the code.
  public static boolean isUnanswered(ErrorInfo error) {
    return error.type().equals(UNANSWERED) || error.type().equals(GONE);
  }

  private CodeLocationGrpc.CodeLocationBlockingStub ask(java.time.Duration deadline) {
    return CodeLocationGrpc.newBlockingStub(asking)
        .withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
  }

  private <T> Answer<T> answer(Supplier<T> question) {
    try {
      return new Answer.Given<>(question.get());
    } catch (StatusRuntimeException e) {
      return new Answer.Missing<>(unanswered(e.getStatus()));
    } catch (UnreadableMessage e) {
      return new Answer.Missing<>(ErrorInfo.of(e));
    }
  }

  /// That the process ended says more than that it did not answer.
  private ErrorInfo unanswered(Status status) {
    return process
        .flatMap(it -> end(it, status.getCode()))
        .map(end ->
            new ErrorInfo(
                UNANSWERED,
                "its code server ended before it answered, with " + end.describe(),
                end.frames(),
                Optional.empty()))
        .orElseGet(() -> Unanswered.of(status));
  }

  private static Optional<ProcessEnd> end(CodeServerProcess process, Status.Code status) {
    boolean isBroken = status == Status.Code.UNAVAILABLE || status == Status.Code.CANCELLED;
    try {
      return Optional.of(process.ended().get(isBroken ? END.toMillis() : 0, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException | TimeoutException alive) {
      return Optional.empty();
    }
  }

  private static <T> Answer<T> flat(Answer<Answer<T>> answer) {
    return switch (answer) {
      case Answer.Given<Answer<T>>(Answer<T> given) -> given;
      case Answer.Missing<Answer<T>>(ErrorInfo error) -> new Answer.Missing<>(error);
    };
  }

  /// What the location defines. Only what this client has not seen is sent.
  public Answer<LocationSnapshot> describe(java.time.Duration deadline) {
    return flat(answer(() -> parts.read(ask(deadline).describe(parts.request()))));
  }

  /// What is asked for with everything that the job and its preset say.
  public Answer<Completed> complete(RunParts parts, java.time.Duration deadline) {
    CompleteRunRequest.Builder request =
        CompleteRunRequest.newBuilder().setJob(parts.job()).setConfig(bytes(parts.config()));
    parts.preset().ifPresent(request::setPreset);
    parts.mode().ifPresent(request::setMode);
    parts.selection().ifPresent(request::setSelection);
    parts
        .tags()
        .forEach(
            (name, value) -> request.addTags(TextEntry.newBuilder().setName(name).setValue(value)));
    return answer(() -> completed(parts.job(), ask(deadline).completeRun(request.build())));
  }

  private static Completed completed(String job, CompleteRunReply reply) {
    if (reply.getProblemsCount() > 0) {
      return new Completed.Refused(reply.getProblemsList());
    }
    SequencedMap<String, String> tags = new LinkedHashMap<>();
    reply.getTagsList().forEach(tag -> tags.put(tag.getName(), tag.getValue()));
    return new Completed.Complete(
        new RunParts(
            job,
            Optional.empty(),
            Optional.of(reply.getMode()),
            ConfigCodec.decode(reply.getConfig().toByteArray()),
            reply.hasSelection() ? Optional.of(reply.getSelection()) : Optional.empty(),
            tags));
  }

  /// Whether the config of a planned run binds, and what the versions of its steps depend on.
  public Answer<Validated> validate(
      Plan plan, String mode, ConfigTree config, java.time.Duration deadline) {
    return answer(() ->
        validated(
            ask(deadline)
                .validateRun(
                    ValidateRunRequest.newBuilder()
                        .setPlan(ByteString.copyFrom(PlanCodec.encode(plan)))
                        .setMode(mode)
                        .setConfig(bytes(config))
                        .build())));
  }

  private static Validated validated(ValidateRunReply reply) {
    return reply.getProblemsCount() > 0
        ? new Validated.Refused(reply.getProblemsList())
        : new Validated.Valid(VersionInputsCodec.fromMessage(reply.getInputs()));
  }

  /// What users' own partition mappings say about the partitions that their readers have at a
  /// moment, by the names of the mappings: for [Moment#mappedBy].
  ///
  /// @param job whose nodes are the readers; all assets of the location when it is empty
  public Answer<SequencedMap<String, EvaluatedMapping>> evaluateMappings(
      Optional<String> job, Moment at, java.time.Duration timeout) {
    return flat(
        answer(() ->
            SaidMappings.read(
                ask(timeout.plus(SAYS_ITSELF))
                    .evaluateMappings(SaidMappings.request(job, at, timeout)))));
  }

  /// What a schedule decides about a time. What goes wrong is a failed evaluation.
  public Evaluation evaluateSchedule(
      String schedule, Instant at, ConfigTree config, java.time.Duration timeout) {
    return evaluate(
        EvaluateRequest.newBuilder()
            .setSchedule(schedule)
            .setScheduledAt(
                Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()))
            .setConfig(bytes(config)),
        timeout);
  }

  /// What a sensor decides. What goes wrong is a failed evaluation.
  public Evaluation evaluateSensor(
      String sensor, SensorLook look, ConfigTree config, java.time.Duration timeout) {
    return evaluate(
        EvaluateRequest.newBuilder()
            .setSensor(sensor)
            .setLook(ByteString.copyFrom(SensorLookCodec.encode(look)))
            .setConfig(bytes(config)),
        timeout);
  }

  private Evaluation evaluate(EvaluateRequest.Builder request, java.time.Duration timeout) {
    request.setTimeout(
        Duration.newBuilder().setSeconds(timeout.getSeconds()).setNanos(timeout.getNano()));
    Answer<Evaluation> evaluation =
        answer(() ->
            EvaluationCodec.decode(
                ask(timeout.plus(SAYS_ITSELF))
                    .evaluate(request.build())
                    .getEvaluation()
                    .toByteArray()));
    return switch (evaluation) {
      case Answer.Given<Evaluation>(Evaluation given) -> given;
      case Answer.Missing<Evaluation>(ErrorInfo error) -> new Evaluation.Failed(error);
    };
  }

  /// Starts a worker for an attempt of a run.
  public Answer<LaunchedWorker> launch(LaunchWorker launch, java.time.Duration deadline) {
    return answer(() -> {
      LaunchWorkerReply reply = ask(deadline).launchWorker(request(launch));
      return new LaunchedWorker(reply.getWorker(), reply.getWarm() ? Start.WARM : Start.COLD);
    });
  }

  private static LaunchWorkerRequest request(LaunchWorker launch) {
    LaunchWorkerRequest.Builder request =
        LaunchWorkerRequest.newBuilder()
            .setRun(launch.run().toString())
            .setAttempt(launch.attempt())
            .setToken(launch.token())
            .setRunHost(launch.runHost().target());
    if (!launch.others().isEmpty()) {
      request.setOtherRunHosts(RunHostAddress.toMessage(launch.others()));
    }
    launch.runHost().tls().map(TlsTrust::toMessage).ifPresent(request::setRunHostTls);
    RunProcesses.write(launch.process(), request);
    return request.build();
  }

  /// Kills the worker of an attempt with everything that it started.
  public Answer<RunId> stop(RunId run, int attempt, java.time.Duration deadline) {
    return answer(() -> {
      var _ =
          ask(deadline)
              .stopWorker(
                  StopWorkerRequest.newBuilder()
                      .setRun(run.toString())
                      .setAttempt(attempt)
                      .build());
      return run;
    });
  }

  /// Tells the end of each worker, also of those that ended before, on threads of its own.
  ///
  /// @param broken called once when no more is told: the code server is gone, or this closed; with
  ///   what is known of why
  public void watch(Consumer<EndedWorker> watcher, Consumer<String> broken) {
    CodeLocationGrpc.newStub(asking)
        .watchWorkers(
            WatchWorkersRequest.getDefaultInstance(),
            new StreamObserver<WorkerEnded>() {
              @Override
              public void onNext(WorkerEnded ended) {
                watcher.accept(
                    new EndedWorker(
                        RunId.of(ended.getRun()),
                        ended.getAttempt(),
                        ended.getWorker(),
                        ended.getHow(),
                        ended.hasCrashReport()
                            ? Optional.of(ended.getCrashReport())
                            : Optional.empty()));
              }

              @Override
              public void onError(Throwable thrown) {
                broken.accept(Unanswered.words(Status.fromThrowable(thrown)));
              }

              @Override
              public void onCompleted() {
                broken.accept("it ended the conversation");
              }
            });
  }

  private static ByteString bytes(ConfigTree config) {
    return ByteString.copyFrom(ConfigCodec.encode(config));
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
