package io.dagwerk.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LogScopeTest {
  private static final byte[] PRINTED = "no end".getBytes(StandardCharsets.UTF_8);

  private final RunId run = RunId.createdAt(Instant.EPOCH);
  private final List<Event> recorded = new CopyOnWriteArrayList<>();
  private final AtomicReference<Optional<LogScope>> step = new AtomicReference<>(Optional.empty());

  /// A log has one turn for all, and who listens to it may log for a step that is just ending.
  @Test
  void theEndOfAStepDoesNotHoldUpWhoLogsForItMeanwhile() throws Exception {
    LogScope ofRun = LogScope.of(run, recorded::add);
    LogScope ofStep = LogScope.of(run, StepKey.of("work"), this::recordAndLogElsewhere);
    step.set(Optional.of(ofStep));
    try {
      ofStep.call(() -> LogScope.print(Event.Stream.STDOUT, PRINTED, 0, PRINTED.length));
    } finally {
      ofRun.end();
    }

    assertThat(recorded)
        .hasSize(2)
        .anyMatch(event -> event instanceof Event.Printed line && line.line().equals("no end"))
        .anyMatch(event -> event instanceof Event.Logged line && line.message().equals("heard"));
  }

  private void recordAndLogElsewhere(Event event) {
    recorded.add(event);
    LogScope ending = step.get().orElseThrow();
    Elsewhere.run(() -> ending.log(Event.Level.INFO, "listener", "heard", Optional.empty()));
  }
}
