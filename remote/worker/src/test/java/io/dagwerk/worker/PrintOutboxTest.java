package io.dagwerk.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Event;
import io.dagwerk.model.StepKey;
import io.dagwerk.protocol.PrintedStream;
import io.dagwerk.protocol.Protocol;
import io.dagwerk.worker.UnstoredText.Part;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PrintOutboxTest {
  private static final PrintedStream OUT = stream("load", Event.Stream.STDOUT);
  private static final long PLENTY = 64L << 20;
  private static final Pattern MARK =
      Pattern.compile("\\[([0-9,]+) bytes that were printed are missing here: .*]\n");

  private static PrintedStream stream(String step, Event.Stream stream) {
    return new PrintedStream(Optional.of(StepKey.of(step)), stream);
  }

  /// The host's side: writes parts at their offset, and loses streams.
  private static final class Receiver {
    private final Map<PrintedStream, ByteArrayOutputStream> texts = new HashMap<>();
    private final Set<PrintedStream> closed = new HashSet<>();

    /// @return where the stream ends now
    long take(Part part) {
      assertThat(part.bytes().size()).isLessThanOrEqualTo(Protocol.LARGEST_PRINTED);
      ByteArrayOutputStream text =
          texts.computeIfAbsent(part.stream(), _ -> new ByteArrayOutputStream());
      for (int i = 0; i < part.bytes().size(); i++) {
        if (part.offset() + i == text.size()) {
          closed.remove(part.stream());
          text.write(part.bytes().byteAt(i));
        }
      }
      if (part.closes()) {
        closed.add(part.stream());
      }
      return text.size();
    }

    String text(PrintedStream stream) {
      return Optional.ofNullable(texts.get(stream))
          .map(text -> text.toString(StandardCharsets.UTF_8))
          .orElse("");
    }
  }

  private record Answer(PrintedStream stream, long end) {}

  private static void deliverAll(PrintOutbox outbox, Receiver host) {
    for (Optional<Part> part = outbox.next(); part.isPresent(); part = outbox.next()) {
      outbox.stored(part.get().stream(), host.take(part.get()));
    }
  }

  @Test
  void whateverBreaksEveryLineIsStoredOnceInItsOrder() throws InterruptedException {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<PrintedStream> streams =
          List.of(
              OUT,
              stream("load", Event.Stream.STDERR),
              stream("other", Event.Stream.STDOUT),
              new PrintedStream(Optional.empty(), Event.Stream.STDOUT));
      Map<PrintedStream, StringBuilder> printed = new HashMap<>();
      PrintOutbox outbox = new PrintOutbox(PLENTY, () -> {});
      Receiver host = new Receiver();
      Deque<Answer> answers = new ArrayDeque<>();
      for (int turn = 0; turn < 150; turn++) {
        switch (random.nextInt(6)) {
          case 0, 1 -> {
            PrintedStream stream = streams.get(random.nextInt(streams.size()));
            int length = random.nextInt(random.nextInt(20) == 0 ? 50_000 : 100);
            String line = "line %d %s".formatted(turn, "ä".repeat(length));
            outbox.add(stream, line);
            printed.computeIfAbsent(stream, _ -> new StringBuilder()).append(line).append('\n');
          }
          case 2 -> {
            answers.clear();
            outbox.detached();
            outbox.attached();
          }
          case 3 -> outbox.close(StepKey.of("load"));
          case 4 ->
              outbox
                  .next()
                  .ifPresent(part -> answers.add(new Answer(part.stream(), host.take(part))));
          default ->
              Optional.ofNullable(answers.poll())
                  .ifPresent(answer -> outbox.stored(answer.stream(), answer.end()));
        }
      }
      outbox.detached();
      outbox.attached();
      outbox.close();
      deliverAll(outbox, host);
      assertThat(outbox.awaitStored(Duration.ZERO)).as("seed %d", seed).isTrue();
      printed.forEach((stream, text) -> assertThat(host.text(stream)).isEqualTo(text.toString()));
      assertThat(host.closed).as("seed %d", seed).isEqualTo(printed.keySet());
    }
  }

  @Test
  void notMoreThanTheWindowIsSentUnanswered() {
    PrintOutbox outbox = new PrintOutbox(PLENTY, () -> {});
    for (int i = 0; i < 1000; i++) {
      outbox.add(stream("small" + i, Event.Stream.STDOUT), "line");
    }
    outbox.attached();
    int parts = 0;
    while (outbox.next().isPresent()) {
      parts++;
    }
    assertThat(parts).isEqualTo(Protocol.PRINTED_MESSAGES);
    outbox.stored(stream("small0", Event.Stream.STDOUT), 5);
    assertThat(outbox.next()).isPresent();
    assertThat(outbox.next()).isEmpty();
  }

  @Test
  void whatIsTooMuchWhileTheHostIsAwayIsReplacedByALineThatSaysHowMuch() {
    PrintOutbox outbox = new PrintOutbox(1 << 20, () -> {});
    PrintedStream quiet = stream("quiet", Event.Stream.STDOUT);
    outbox.add(quiet, "a word");
    String line = "x".repeat(999);
    for (int i = 0; i < 10_000; i++) {
      outbox.add(OUT, line);
    }
    outbox.add(OUT, "the last line");
    Receiver host = new Receiver();
    outbox.attached();
    deliverAll(outbox, host);

    assertThat(host.text(quiet)).isEqualTo("a word\n");
    Matcher mark = MARK.matcher(host.text(OUT));
    assertThat(mark.lookingAt()).isTrue();
    String kept = host.text(OUT).substring(mark.end());
    assertThat(kept).endsWith(line + "\nthe last line\n").doesNotContain("missing");
    assertThat(Long.parseLong(mark.group(1).replace(",", "")) + kept.length())
        .isEqualTo(10_000 * 1000 + 14);
    assertThat(kept.length()).isBetween(400_000, 1 << 20);
  }

  @Test
  void whatWasSentIsNotDropped() {
    PrintOutbox outbox = new PrintOutbox(1 << 20, () -> {});
    Receiver host = new Receiver();
    outbox.attached();
    outbox.add(OUT, "first");
    host.take(outbox.next().orElseThrow());
    outbox.detached();
    for (int i = 0; i < 2000; i++) {
      outbox.add(OUT, "x".repeat(999));
    }
    outbox.attached();
    deliverAll(outbox, host);
    assertThat(host.text(OUT)).startsWith("first\n[");
  }

  @Test
  void aHostThatHasLostTextIsToldTheRestWithALineThatSaysHowMuch() throws InterruptedException {
    PrintOutbox outbox = new PrintOutbox(PLENTY, () -> {});
    outbox.attached();
    outbox.add(OUT, "lost with the disk");
    deliverAll(outbox, new Receiver());
    Receiver emptied = new Receiver();
    outbox.add(OUT, "kept");
    outbox.close();
    deliverAll(outbox, emptied);
    assertThat(emptied.text(OUT))
        .isEqualTo(
            "[19 bytes that were printed are missing here: the run host could not take them]\nkept\n");
    assertThat(emptied.closed).containsExactly(OUT);
    assertThat(outbox.awaitStored(Duration.ZERO)).isTrue();
  }

  @Test
  void whoPrintsFasterThanTheHostStoresWaitsForItAndNothingIsLost() throws Exception {
    Semaphore woken = new Semaphore(0);
    PrintOutbox outbox = new PrintOutbox(8 << 20, woken::release);
    outbox.attached();
    String line = "y".repeat(999);
    Thread printing =
        Thread.startVirtualThread(() -> {
          for (int i = 0; i < 20_000; i++) {
            outbox.add(OUT, line);
          }
        });
    Receiver host = new Receiver();
    while (printing.isAlive()) {
      var _ = woken.tryAcquire(10, TimeUnit.MILLISECONDS);
      deliverAll(outbox, host);
    }
    deliverAll(outbox, host);
    assertThat(host.text(OUT)).hasSize(20_000_000).doesNotContain("missing");
  }

  @Test
  void aHostThatStoresNothingStopsNobody() {
    PrintOutbox outbox = new PrintOutbox(1 << 20, () -> {});
    outbox.attached();
    for (int i = 0; i < 5_000; i++) {
      outbox.add(OUT, "z".repeat(999));
    }
    Receiver host = new Receiver();
    deliverAll(outbox, host);
    assertThat(host.text(OUT)).contains("missing");
  }

  @Test
  void whoIsInterruptedDoesNotWait() {
    PrintOutbox outbox = new PrintOutbox(PLENTY, () -> {});
    outbox.attached();
    Thread.currentThread().interrupt();
    for (int i = 0; i < 2_000; i++) {
      outbox.add(OUT, "z".repeat(999));
    }
    assertThat(Thread.interrupted()).isTrue();
    Receiver host = new Receiver();
    deliverAll(outbox, host);
    assertThat(host.text(OUT)).hasSize(2_000_000);
  }

  @Test
  void nothingIsKeptForAHostThatDoesNotWantIt() throws InterruptedException {
    PrintOutbox outbox = new PrintOutbox(PLENTY, () -> {});
    outbox.add(OUT, "line");
    outbox.abandon();
    outbox.add(OUT, "line");
    outbox.close();
    assertThat(outbox.next()).isEmpty();
    assertThat(outbox.awaitStored(Duration.ofMinutes(1))).isFalse();
  }

  /// Waits for the end of what was printed, on a clock that the test holds.
  private static final class Ending {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final PrintOutbox outbox = new PrintOutbox(PLENTY, () -> {}, nanos::get);
    private final CompletableFuture<Boolean> stored = new CompletableFuture<>();
    private final Thread thread =
        new Thread(() -> {
          try {
            stored.complete(outbox.awaitStored(Duration.ofHours(1)));
          } catch (InterruptedException e) {
            stored.completeExceptionally(e);
          }
        });

    Ending() {
      outbox.attached();
      outbox.add(OUT, "line");
      outbox.close();
      thread.start();
      awaitWait();
    }

    /// Until the thread waits, or has what it waits for.
    private void awaitWait() {
      while (!stored.isDone() && thread.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
    }

    void pass(Duration time) {
      nanos.addAndGet(time.toNanos());
    }
  }

  @Test
  void aHostThatStandsStillIsWaitedFor() {
    Ending ending = new Ending();
    ending.pass(Duration.ofMinutes(10));
    ending.outbox.add(OUT, "the thread looks again");
    ending.awaitWait();
    assertThat(ending.stored).isNotDone();

    ending.outbox.close();
    deliverAll(ending.outbox, new Receiver());
    assertThat(ending.stored.orTimeout(60, TimeUnit.SECONDS).join()).isTrue();
  }

  @Test
  void aHostThatAnswersAndStoresNothingIsNotWaitedForForLong() {
    Ending ending = new Ending();
    ending.pass(Duration.ofMillis(29_999));
    ending.outbox.heard();
    ending.awaitWait();
    assertThat(ending.stored).isNotDone();

    ending.pass(Duration.ofMillis(1));
    ending.outbox.heard();
    assertThat(ending.stored.orTimeout(60, TimeUnit.SECONDS).join()).isFalse();
  }

  @Test
  void aHostThatStandsStillForEverIsWaitedForAsOneThatIsAway() {
    Ending ending = new Ending();
    ending.pass(Duration.ofHours(1));
    ending.outbox.add(OUT, "the thread looks again");
    assertThat(ending.stored.orTimeout(60, TimeUnit.SECONDS).join()).isFalse();
  }
}
