package io.dagwerk.runhost;

import com.google.protobuf.ByteString;
import io.dagwerk.model.RunId;
import io.dagwerk.model.SizeLimit;
import io.dagwerk.protocol.ConfigCodec;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.protocol.PlanCodec;
import io.dagwerk.protocol.PrintedStream;
import io.dagwerk.protocol.ProcessIdentity;
import io.dagwerk.protocol.Protocol;
import io.dagwerk.protocol.UnreadableMessage;
import io.dagwerk.protocol.v1.CommonProto.NumberEntry;
import io.dagwerk.protocol.v1.CommonProto.TextEntry;
import io.dagwerk.protocol.v1.RunHostProto.Assignment;
import io.dagwerk.protocol.v1.RunHostProto.Events;
import io.dagwerk.protocol.v1.RunHostProto.Hello;
import io.dagwerk.protocol.v1.RunHostProto.HostMessage;
import io.dagwerk.protocol.v1.RunHostProto.PrintedText;
import io.dagwerk.protocol.v1.RunHostProto.WorkerMessage;
import io.dagwerk.runhost.EventBatch.Producer;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.LogKey;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/// One stream of a worker, as the host hears it. That the worker lives is heard at once; what it
/// says is handled one after the other on virtual threads, because the store may keep it waiting.
/// Called by one thread at a time.
final class Conversation implements StreamObserver<WorkerMessage> {
  /// How many messages may wait to be handled; more than a worker sends unanswered.
  private static final int MOST_WAITING = 1024;

  private static final CompletionStage<?> DONE = CompletableFuture.completedStage(true);

  private final RunHost host;
  private final StreamObserver<HostMessage> answers;
  private final Optional<ServerCallStreamObserver<HostMessage>> call;

  /// Done when all is handled that was heard.
  private CompletableFuture<Void> handled = CompletableFuture.completedFuture(null);

  private volatile Optional<Attachment> worker = Optional.empty();

  /// Whether the worker has ended the stream, perhaps before what it said was handled.
  private volatile boolean isOver;

  /// The hello that is being answered, until it is, or the worker waits for that no more.
  private final AtomicReference<Optional<Hello>> greeting = new AtomicReference<>(Optional.empty());

  /// Confined to what is handled.
  private long nextSequence;

  Conversation(RunHost host, StreamObserver<HostMessage> answers) {
    this.host = host;
    this.answers = answers;
    this.call =
        answers instanceof ServerCallStreamObserver<HostMessage> observer
            ? Optional.of(observer)
            : Optional.empty();
    call.ifPresent(it -> {
      it.disableAutoRequest();
      it.request(MOST_WAITING);
    });
  }

  @Override
  public void onNext(WorkerMessage message) {
    worker.ifPresent(it -> it.heard(host.nanos()));
    if (message.hasHeartbeat()) {
      long number = message.getHeartbeat().getNumber();
      worker
          .filter(_ -> number > 0 && host.standing().isSure())
          .ifPresent(it -> it.answer(number, host.standing().others(it.process()), host.nanos()));
      request();
      return;
    }
    long bytes = message.hasEvents() ? message.getSerializedSize() : 0;
    if (host.underWay().begin(bytes)) {
      handle(() -> {
        CompletionStage<?> over = DONE;
        try {
          over = handle(message);
        } finally {
          var _ = over.whenComplete((_, _) -> host.underWay().end(bytes));
        }
        request();
      });
    } else {
      breakOff(new IllegalStateException("what workers say comes faster than it is stored"));
    }
  }

  private void request() {
    call.ifPresent(it -> it.request(1));
  }

  private void handle(Runnable step) {
    handled =
        handled.thenRunAsync(
            () -> {
              try {
                step.run();
              } catch (Throwable e) {
                // Errors too: a step that is missing would keep all that come after it waiting.
                breakOff(e);
              }
            },
            Thread::startVirtualThread);
  }

  /// Ends the stream; the worker opens another, and sends again what is not stored.
  private void breakOff(Throwable why) {
    worker.ifPresentOrElse(
        it -> {
          host.troubled(it.run(), why);
          it.complete();
        },
        () -> stranger().complete());
  }

  /// @return done when it is stored or dropped
  private CompletionStage<?> handle(WorkerMessage message) {
    if (message.hasHello()) {
      hello(message.getHello());
    }
    Optional<Attachment> open = worker.filter(Attachment::isOpen);
    if (open.isEmpty()) {
      return DONE;
    }
    return switch (message.getKindCase()) {
      case EVENTS -> store(open.get(), message.getEvents());
      case PRINTED -> {
        print(open.get(), message.getPrinted());
        yield DONE;
      }
      case GAVE_UP -> {
        host.lose(open.get(), "it gave up: " + message.getGaveUp().getReason());
        yield DONE;
      }
      // That it was heard is all.
      case HELLO, HEARTBEAT, KIND_NOT_SET -> DONE;
    };
  }

  private void hello(Hello hello) {
    RunId run;
    try {
      run = RunId.of(hello.getRun());
    } catch (IllegalArgumentException e) {
      refuse("'%s' is no run".formatted(hello.getRun()));
      return;
    }
    greeting.set(Optional.of(hello));
    host.greetings().begin(run, hello.getAttempt());
    try {
      answer(run, hello);
    } finally {
      var _ = endedGreeting();
    }
  }

  private Optional<Hello> endedGreeting() {
    Optional<Hello> ended = greeting.getAndSet(Optional.empty());
    ended.ifPresent(it -> host.greetings().end(RunId.of(it.getRun()), it.getAttempt()));
    return ended;
  }

  private void answer(RunId run, Hello hello) {
    if (!host.standing().isSure()) {
      // It tries another host, or this one again.
      host.lives(run, hello.getAttempt());
      stranger().complete();
      return;
    }
    try {
      if (hello.getHasAssignment()) {
        // It was welcome somewhere, and has stored there since.
        host.store().forgetWhatIsKnown(run);
      }
      Optional<Attempt> attempt = host.store().attempt(run);
      Optional<String> refusal =
          Protocol.refusal("worker", hello.getVersion()).or(() -> refusal(hello, attempt));
      refusal.ifPresentOrElse(this::refuse, () -> welcome(hello, attempt.orElseThrow()));
    } catch (RuntimeException | Error e) {
      host.unanswered(run, hello.getAttempt(), e);
      worker.orElseGet(() -> attachment(run, hello)).complete();
    }
  }

  private Attachment attachment(RunId run, Hello hello) {
    return new Attachment(run, hello.getAttempt(), hello.getWorker(), answers, host.nanos());
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
    stranger().refuse(reason);
  }

  private Attachment stranger() {
    return new Attachment(RunId.createdAt(host.now()), 0, "refused", answers, host.nanos());
  }

  private void welcome(Hello hello, Attempt attempt) {
    RunId run = attempt.run();
    long acknowledged = host.store().acknowledged(run, attempt.number(), Producer.WORKER);
    Optional<ByteString> assignment =
        hello.getHasAssignment() ? Optional.empty() : Optional.of(assignment(attempt));
    if (isOver) {
      // The store kept it waiting too long: it may be with another host by now, whose the run is.
      stranger().complete();
      return;
    }
    Attachment attachment = attachment(run, hello);
    attachment.runsAs(ProcessIdentity.of(hello));
    attachment.writing(new LogWriter(host.logs(), attachment::stored));
    worker = Optional.of(attachment);
    host.attach(attachment);
    boolean isOfAnother = !host.standing().isOurs(attempt);
    if (!host.standing().isTaken(attempt)) {
      host.leave(run);
      return;
    }
    if (isOfAnother) {
      attachment.hasComeOver();
    }
    // What was read above may have been the end of the run meanwhile.
    Optional<String> refusal =
        host.isLost(attachment)
            ? Optional.of("the host took this worker for lost, and ends its run")
            : refusal(hello, host.store().attempt(run));
    if (refusal.isPresent()) {
      attachment.refuse(refusal.get());
      host.detach(attachment);
      return;
    }
    nextSequence = acknowledged + 1;
    attachment.welcome(
        acknowledged,
        host.current(attachment, attempt),
        host.standing().others(attachment.process()),
        host.nanos());
    assignment.ifPresent(attachment::assign);
    host.welcomed(attachment);
  }

  private ByteString assignment(Attempt attempt) {
    Assignment.Builder message =
        Assignment.newBuilder()
            .setPlan(ByteString.copyFrom(PlanCodec.encode(attempt.plan())))
            .setConfig(ByteString.copyFrom(ConfigCodec.encode(attempt.config())))
            .setMode(attempt.mode());
    attempt
        .tags()
        .forEach(
            (name, value) -> message.addTags(TextEntry.newBuilder().setName(name).setValue(value)));
    host.pools()
        .slots()
        .forEach((pool, slots) ->
            message.addPools(NumberEntry.newBuilder().setName(pool).setValue(slots)));
    for (SizeLimit limit : SizeLimit.values()) {
      message.addLimits(
          NumberEntry.newBuilder().setName(limit.setting()).setValue(host.limits().of(limit)));
    }
    host.store().log(attempt.run()).forEach(event -> message.addLog(ByteString.copyFrom(event)));
    return message.build().toByteString();
  }

  /// @return done when they are stored, or will not be
  private CompletionStage<?> store(Attachment attachment, Events events) {
    int count = events.getEventsCount();
    if (events.getFirstSequence() != nextSequence || count < 1 || count > EventBatch.MOST_EVENTS) {
      host.lose(
          attachment,
          "expected 1 to %,d events from number %d on, but found %,d from number %d on"
              .formatted(EventBatch.MOST_EVENTS, nextSequence, count, events.getFirstSequence()));
      return DONE;
    }
    nextSequence += count;
    EventBatch batch;
    try {
      batch = batch(attachment, events);
    } catch (UnreadableMessage e) {
      return refuse(attachment, e);
    }
    // Noted before it begins: who ends this stream meanwhile waits for it.
    CompletableFuture<Boolean> over = new CompletableFuture<>();
    if (!attachment.appending(over)) {
      return DONE;
    }
    try {
      return append(attachment, batch).whenComplete((_, _) -> over.complete(true));
    } catch (UnreadableMessage e) {
      over.complete(true);
      return refuse(attachment, e);
    } catch (RuntimeException | Error e) {
      over.complete(true);
      throw e;
    }
  }

  /// @throws UnreadableMessage when one can neither be read nor stored
  private EventBatch batch(Attachment attachment, Events events) {
    long most = host.limits().of(SizeLimit.EVENT);
    return new EventBatch(
        attachment.run(),
        attachment.attempt(),
        Producer.WORKER,
        events.getFirstSequence(),
        events.getEventsList().stream().map(event -> bounded(event, most)).toList());
  }

  /// Workers cut their events; one of another language may not know how.
  private static byte[] bounded(ByteString event, long most) {
    byte[] bounded = EventCodec.bounded(event.toByteArray(), most);
    if (bounded.length > Protocol.LARGEST_EVENT) {
      throw new UnreadableMessage(
          "an event of %,d bytes, which name what is meant and cannot be cut, but %,d can be stored"
              .formatted(bounded.length, Protocol.LARGEST_EVENT));
    }
    return bounded;
  }

  private CompletionStage<?> refuse(Attachment attachment, UnreadableMessage why) {
    host.lose(attachment, "it sent what cannot be stored: " + why.getMessage());
    return DONE;
  }

  private CompletionStage<?> append(Attachment attachment, EventBatch batch) {
    return host.store()
        .append(batch)
        .whenComplete((acknowledgement, failed) -> {
          if (failed == null) {
            acknowledge(attachment, batch, acknowledgement);
          } else {
            // It comes again with what was not stored.
            breakOff(failed);
          }
        });
  }

  private void acknowledge(Attachment attachment, EventBatch batch, Acknowledgement stored) {
    host.untroubled(attachment.run());
    attachment.acknowledge(stored.upTo());
    if (stored.hasEnded() && !bringsEnd(batch)) {
      attachment.refuse("run %s has ended without this worker".formatted(attachment.run()));
    }
  }

  private static boolean bringsEnd(EventBatch batch) {
    return batch.events().stream()
        .anyMatch(event -> RunEnding.isEnd(EventCodec.decode(event).shown()));
  }

  private void print(Attachment attachment, PrintedText text) {
    PrintedStream stream;
    try {
      stream = PrintedStream.of(text.getStream());
    } catch (UnreadableMessage e) {
      host.lose(attachment, "it printed to a stream that is not known here: " + e.getMessage());
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
      host.lose(
          attachment,
          "expected printed text in parts of %,d bytes, of which %,d bytes are not stored, but found more"
              .formatted(Protocol.LARGEST_PRINTED, Protocol.PRINTED_WINDOW));
    }
  }

  @Override
  public void onError(Throwable broken) {
    over();
  }

  @Override
  public void onCompleted() {
    over();
  }

  private void over() {
    isOver = true;
    endedGreeting().ifPresent(it -> host.lives(RunId.of(it.getRun()), it.getAttempt()));
    handle(() ->
        worker.ifPresent(it -> {
          it.over().complete(true);
          it.complete();
          host.detach(it);
        }));
  }
}
