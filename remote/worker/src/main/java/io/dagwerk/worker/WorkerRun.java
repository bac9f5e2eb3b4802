package io.dagwerk.worker;

import com.google.protobuf.ByteString;
import io.dagwerk.execution.BoundedEvents;
import io.dagwerk.execution.Cancellation;
import io.dagwerk.execution.EventSink;
import io.dagwerk.execution.HostedRun;
import io.dagwerk.execution.StepProcesses;
import io.dagwerk.model.Event;
import io.dagwerk.model.PoolLimits;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.model.SizeLimit;
import io.dagwerk.model.SizeLimits;
import io.dagwerk.model.StepKey;
import io.dagwerk.protocol.ConfigCodec;
import io.dagwerk.protocol.DecodedEvent;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.protocol.PlanCodec;
import io.dagwerk.protocol.PrintedStream;
import io.dagwerk.protocol.ProcessIdentity;
import io.dagwerk.protocol.RunHostAddress;
import io.dagwerk.protocol.v1.CodeLocationProto.LaunchWorkerRequest;
import io.dagwerk.protocol.v1.RunHostProto.Assignment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// One attempt of a run in this process, from its attachment to the acknowledgement of its last
/// event.
final class WorkerRun {
  private static final Duration LONGEST_ABSENCE = Duration.ofHours(1);

  /// A worker that has not begun has nothing to lose. It says why before its host gives it up.
  private static final Duration LONGEST_ASSIGNMENT = Duration.ofSeconds(90);

  /// In characters.
  private static final int LONGEST_REASON = 4096;

  private final Executing code;
  private final LaunchWorkerRequest request;
  private final String worker;
  private final OtherOutput other;
  private final Cancellation cancellation = new Cancellation();
  private final CompletableFuture<Assignment> assigned = new CompletableFuture<>();
  private volatile SizeLimits limits = SizeLimits.DEFAULT;
  private volatile boolean refused;
  private volatile boolean canceled;

  /// @param other what belongs to the run beside what its threads print
  WorkerRun(Executing code, LaunchWorkerRequest request, String worker, OtherOutput other) {
    this.code = code;
    this.request = request;
    this.worker = worker;
    this.other = other;
  }

  /// What executes the run.
  ///
  /// @param steps where isolated steps run; in this process when it is empty
  record Executing(LoadedCode code, Optional<StepProcesses> steps) {}

  /// How the process ends.
  enum Exit {
    /// The run has its end, and the host knows it; the run itself may have failed.
    DONE(0),
    /// The host does not want this worker.
    REFUSED(3),
    /// The host was away for too long.
    UNHEARD(4),
    /// The worker could not go on, and has told the host why.
    FAILED(5);

    private final int code;

    Exit(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  /// @param spool where events wait that memory does not hold
  Exit run(RunHosts hosts, Path spool) throws InterruptedException {
    HostRound first =
        HostRound.of(RunHostAddress.of(request), RunHostAddress.of(request.getOtherRunHosts()));
    return run(new HostLink.Channels(first, hosts::channel), spool);
  }

  /// The same with hosts that are reached in another way.
  Exit run(HostLink.Channels channels, Path spool) throws InterruptedException {
    HostLink.Identity identity =
        new HostLink.Identity(request.getRun(), request.getAttempt(), request.getToken(), worker);
    try (HostLink link = new HostLink(channels, identity, new FromHost(), new Spool(spool))) {
      link.start();
      Assignment assignment;
      try {
        assignment = assigned.orTimeout(LONGEST_ASSIGNMENT.toSeconds(), TimeUnit.SECONDS).join();
      } catch (CompletionException e) {
        return unheard(
            "%s gave nothing to do within %s%s"
                .formatted(
                    request.getRunHost(),
                    LONGEST_ASSIGNMENT,
                    link.unreachable().map(": it cannot be reached: "::concat).orElse("")));
      }
      try {
        execute(assignment, link);
      } catch (RuntimeException | Error e) {
        return refused ? Exit.REFUSED : giveUp(link, e);
      }
      return link.outbox().awaitAcknowledged(LONGEST_ABSENCE)
          ? Exit.DONE
          : unheard("it did not store all that happened within " + LONGEST_ABSENCE);
    }
  }

  /// Asks the run to end: nobody waits for it any more.
  void stop(String reason) {
    cancellation.cancel(reason);
  }

  private Exit unheard(String how) {
    if (refused) {
      return Exit.REFUSED;
    }
    System.err.println("the run host was away for too long: " + how);
    return Exit.UNHEARD;
  }

  /// Has the host end the run, when it has stored what happened before.
  private static Exit giveUp(HostLink link, Throwable failure) throws InterruptedException {
    failure.printStackTrace();
    var _ = link.outbox().awaitAcknowledged(LONGEST_ABSENCE);
    String reason = failure.toString();
    link.giveUp(reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
    var _ = link.awaitEnd(LONGEST_ABSENCE);
    return Exit.FAILED;
  }

  private void execute(Assignment assignment, HostLink link) {
    RunId run = RunId.of(request.getRun());
    limits = limits(assignment);
    attached(link);
    BoundedEvents bounded = new BoundedEvents(limits);
    HostedRun hosted =
        new HostedRun(
            run,
            PlanCodec.decode(assignment.getPlan().toByteArray()),
            assignment.getMode(),
            ConfigCodec.decode(assignment.getConfig().toByteArray()),
            tags(assignment),
            pools(assignment),
            limits,
            log(run, assignment));
    LoadedCode.as(
        code.code().classes(),
        () ->
            code.code()
                .runs()
                .execute(
                    hosted,
                    new ToHost(link),
                    cancellation,
                    secrets -> other.begins(secrets, printed -> add(link, bounded.of(printed))),
                    code.steps()));
  }

  /// The start of the run follows, with which it goes: a commit of the host less.
  private void attached(HostLink link) {
    Event attached =
        new Event.WorkerAttached(
            worker, request.getAttempt(), ProcessIdentity.current().map(ProcessIdentity::text));
    if (!refused) {
      link.outbox()
          .addWithNext(
              EventCodec.encodeToSend(Instant.now(), attached, limits.of(SizeLimit.EVENT)));
    }
  }

  private void add(HostLink link, Event event) {
    // The host has written down the cancellation before it told of it.
    boolean isKnown = canceled && event instanceof Event.RunCanceling;
    if (refused || isKnown) {
      return;
    }
    if (event instanceof Event.Printed printed && link.takesPrintedText()) {
      link.prints().add(new PrintedStream(printed.step(), printed.stream()), printed.line());
      return;
    }
    if (isEnd(event)) {
      other.ends();
      closeLogs(link.prints());
    }
    link.outbox().add(EventCodec.encodeToSend(Instant.now(), event, limits.of(SizeLimit.EVENT)));
    endedStep(event).ifPresent(link.prints()::close);
  }

  private static boolean isEnd(Event event) {
    return event instanceof Event.RunSucceeded
        || event instanceof Event.RunFailed
        || event instanceof Event.RunCanceled;
  }

  private static Optional<StepKey> endedStep(Event event) {
    return event instanceof Event.OfStep of
            && (of instanceof Event.StepSucceeded
                || of instanceof Event.StepFailed
                || of instanceof Event.StepCanceled)
        ? Optional.of(of.step())
        : Optional.empty();
  }

  /// Whoever sees that a run has ended finds all that it printed, unless the host cannot store it.
  private static void closeLogs(PrintOutbox prints) {
    prints.close();
    try {
      if (!prints.awaitStored(LONGEST_ABSENCE)) {
        System.err.println("the run host did not store all that the run printed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static SequencedMap<String, String> tags(Assignment assignment) {
    SequencedMap<String, String> tags = new LinkedHashMap<>();
    assignment.getTagsList().forEach(tag -> tags.put(tag.getName(), tag.getValue()));
    return tags;
  }

  private static PoolLimits pools(Assignment assignment) {
    SequencedMap<String, Integer> slots = new LinkedHashMap<>();
    assignment
        .getPoolsList()
        .forEach(pool -> slots.put(pool.getName(), Math.toIntExact(pool.getValue())));
    return new PoolLimits(slots);
  }

  private static SizeLimits limits(Assignment assignment) {
    SequencedMap<SizeLimit, Long> said = new LinkedHashMap<>();
    assignment
        .getLimitsList()
        .forEach(limit ->
            SizeLimit.find(limit.getName()).ifPresent(known -> said.put(known, limit.getValue())));
    return new SizeLimits(said);
  }

  private static List<RecordedEvent> log(RunId run, Assignment assignment) {
    List<RecordedEvent> log = new ArrayList<>();
    for (ByteString bytes : assignment.getLogList()) {
      DecodedEvent event = EventCodec.decode(bytes.toByteArray());
      log.add(new RecordedEvent(run, log.size() + 1L, event.at(), event.shown()));
    }
    return log;
  }

  /// Takes the events of the run, and lets nothing of it become visible that may be another's.
  private final class ToHost implements EventSink {
    private final HostLink link;

    ToHost(HostLink link) {
      this.link = link;
    }

    @Override
    public void append(Event event) {
      add(link, event);
    }

    @Override
    public void requireCurrent() {
      link.hold().requireCurrent();
    }
  }

  private final class FromHost implements HostLink.Listener {
    @Override
    public void assigned(Assignment assignment) {
      assigned.complete(assignment);
    }

    @Override
    public void canceled(String reason) {
      canceled = true;
      cancellation.cancel(reason);
    }

    @Override
    public void refused(String reason) {
      refused = true;
      System.err.println("the run host refused this worker: " + reason);
      assigned.completeExceptionally(new IllegalStateException(reason));
      cancellation.cancel("the run host refused its worker: " + reason);
    }
  }
}
