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
  void otherEventsThatAClosedOneRefusesAreNoLines() {
    sink.close();
    sink.append(new Event.RunStarted());

    assertThat(recorded).isEmpty();
    assertThat(printed.size() + complained.size()).isZero();
  }
}
