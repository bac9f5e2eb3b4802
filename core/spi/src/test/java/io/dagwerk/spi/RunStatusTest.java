package io.dagwerk.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RunStatusTest {
  @ParameterizedTest
  @CsvSource({
    "QUEUED,    STARTING CANCELING FAILED CANCELED",
    "STARTING,  STARTING STARTED CANCELING SUCCEEDED FAILED CANCELED",
    "STARTED,   STARTING STARTED CANCELING SUCCEEDED FAILED CANCELED",
    "CANCELING, SUCCEEDED FAILED CANCELED",
    "SUCCEEDED, ''",
    "FAILED,    ''",
    "CANCELED,  ''"
  })
  void aRunMovesAsTheTableSays(RunStatus from, String allowed) {
    assertThat(
            Arrays.stream(RunStatus.values())
                .filter(from::mayBecome)
                .map(RunStatus::name)
                .collect(Collectors.joining(" ")))
        .isEqualTo(allowed);
  }

  @ParameterizedTest
  @EnumSource
  void fromEveryStatusThereIsAWayToAnEnd(RunStatus status) {
    Set<RunStatus> reached = EnumSet.of(status);
    Deque<RunStatus> next = new ArrayDeque<>(reached);
    while (!next.isEmpty()) {
      RunStatus from = next.remove();
      for (RunStatus to : RunStatus.values()) {
        if (from.mayBecome(to) && reached.add(to)) {
          next.add(to);
        }
      }
    }
    assertThat(reached).anyMatch(RunStatus::isFinal);
  }

  @Test
  void anAttemptFollowsTheLastOne() {
    RunHead head = new RunHead(RunStatus.STARTED, 2);
    assertThat(head.after(new Change.AttemptStarted(3)))
        .contains(new RunHead(RunStatus.STARTING, 3));
    assertThat(head.after(new Change.AttemptStarted(2))).isEmpty();
    assertThat(head.after(new Change.AttemptStarted(4))).isEmpty();
    assertThat(new RunHead(RunStatus.CANCELING, 2).after(new Change.AttemptStarted(3))).isEmpty();
  }
}
