package io.dagwerk.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatedSinkTest {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();
  private final List<Event> recorded = new ArrayList<>();
  private final GatedSink sink = new GatedSink(recorded::add);

  @BeforeEach
  void watchTheTerminal() {
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void giveItBack() {
    System.setOut(out);
    System.setErr(err);
  }

  private static Event line(String text) {
    return new Event.Printed(Optional.empty(), Event.Stream.STDOUT, text);
  }

  @Test
  void anOpenOnePassesEverything() {
    sink.append(line("a"));

    assertThat(recorded).containsExactly(line("a"));
    assertThat(printed.size()).isZero();
  }

  @Test
  void linesThatAClosedOneRefusesGoToTheTerminal() {
    Optional<ErrorInfo> error =
        Optional.of(
            new ErrorInfo(
                "Outer",
                "it broke",
                List.of("a.B.c(B.java:1)"),
                Optional.of(ErrorInfo.ofMessage("Inner", "why"))));
    sink.close();
    sink.append(line("late"));
    sink.append(new Event.Logged(Optional.empty(), Event.Level.WARN, "orders", "too late", error));

    assertThat(recorded).isEmpty();
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("late\n");
    assertThat(complained.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            WARN orders: too late
            Outer: it broke
            \tat a.B.c(B.java:1)
            Caused by: Inner: why
            """);
  }

  @Test
  void whoListensMayLogOnAnotherThread() {
    List<Event> heard = new CopyOnWriteArrayList<>();
    AtomicReference<EventSink> gate = new AtomicReference<>(heard::add);
    GatedSink listenedTo =
        new GatedSink(event -> {
          heard.add(event);
          if (heard.size() == 1) {
            Elsewhere.run(() -> gate.get().append(line("heard")));
          }
        });
    gate.set(listenedTo);

    listenedTo.append(line("a"));

    assertThat(heard).containsExactly(line("a"), line("heard"));
  }

  @Test
  void nothingIsOnItsWayToTheSinkOnceItIsClosed() throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch passes = new CountDownLatch(1);
    List<String> order = new CopyOnWriteArrayList<>();
    GatedSink slow =
        new GatedSink(event -> {
          reached.countDown();
          Elsewhere.await(passes);
          order.add("taken");
        });
    Thread appends = Thread.ofPlatform().start(() -> slow.append(line("a")));
    reached.await();
    Thread closes =
        Thread.ofPlatform()
            .start(() -> {
              slow.close();
              order.add("closed");
            });
    closes.interrupt();
    passes.countDown();
    appends.join();
    closes.join();

    assertThat(order).containsExactly("taken", "closed");
  }

  @Test
  void otherEventsThatAClosedOneRefusesAreNoLines() {
    sink.close();
    sink.append(new Event.RunStarted());

    assertThat(recorded).isEmpty();
    assertThat(printed.size() + complained.size()).isZero();
  }
}
