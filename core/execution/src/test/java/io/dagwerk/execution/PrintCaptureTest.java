package io.dagwerk.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrintCaptureTest {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private final List<String> recorded = new CopyOnWriteArrayList<>();
  private final RunId run = RunId.createdAt(Instant.EPOCH);

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(terminal, true, StandardCharsets.UTF_8));
    PrintCapture.install();
  }

  @AfterEach
  void giveItBack() {
    System.setOut(out);
    System.setErr(err);
  }

  private void inStep(EventSink sink, Runnable prints) {
    LogScope.of(run, StepKey.of("work"), sink).run(prints);
  }

  private void record(Event event) {
    recorded.add(event instanceof Event.Printed printed ? printed.line() : event.toString());
  }

  private String shown() {
    return terminal.toString(StandardCharsets.UTF_8);
  }

  /// Whoever prints waits for the turn of the log, which one who listens to it may have.
  @Test
  void whoPrintsInAStepDoesNotHoldUpWhoPrintsElsewhere() {
    inStep(
        event -> {
          record(event);
          LogScope.outside(() -> Elsewhere.run(() -> System.out.println("heard")));
        },
        () -> System.out.println("a"));

    assertThat(recorded).containsExactly("a");
    assertThat(shown()).isEqualTo("heard" + System.lineSeparator());
  }

  @Test
  void everyWayToPrintIsTaken() {
    inStep(
        this::record,
        () -> {
          System.out.print(true);
          System.out.print('c');
          System.out.print(1);
          System.out.print(2L);
          System.out.print(1.5f);
          System.out.print(2.5);
          System.out.print(new char[] {'x', 'y'});
          System.out.print("text");
          System.out.print(List.of());
          System.out.println();
          System.out.println(true);
          System.out.println('c');
          System.out.println(1);
          System.out.println(2L);
          System.out.println(1.5f);
          System.out.println(2.5);
          System.out.println(new char[] {'x', 'y'});
          System.out.println("text");
          System.out.println(List.of());
          System.out.printf("%d,", 7).format(Locale.GERMANY, "%.1f,", 0.5).append("abc", 1, 2);
          System.out.append("d").append('e').write('f');
          System.out.writeBytes("gh".getBytes(StandardCharsets.UTF_8));
          System.out.write("ijk".getBytes(StandardCharsets.UTF_8), 1, 1);
        });

    assertThat(recorded)
        .containsExactly(
            "truec121.52.5xytext[]",
            "true",
            "c",
            "1",
            "2",
            "1.5",
            "2.5",
            "xy",
            "text",
            "[]",
            "7,0,5,bdefghj");
    assertThat(shown()).isEmpty();
  }
}
