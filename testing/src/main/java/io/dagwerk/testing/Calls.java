package io.dagwerk.testing;

import io.dagwerk.execution.LogScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What fakes were asked, by the step that asked.
///
/// ```java
/// Mailbox fake = text -> calls.record("send", text, "noted");
/// assertThat(calls.of("tell")).containsExactly("send(all is well)");
/// ```
///
/// Thread-safe.
public final class Calls {
  private final SequencedMap<String, List<String>> byStep = new LinkedHashMap<>();

  /// Remembers a call by the step of the calling thread, and gives the answer back.
  public synchronized <T> T record(String method, Object argument, T answer) {
    byStep
        .computeIfAbsent(step(), _ -> new ArrayList<>())
        .add("%s(%s)".formatted(method, argument));
    return answer;
  }

  /// The calls of a step, in their order, such as `send(all is well)`; those of no step are under
  /// the empty name.
  public synchronized List<String> of(String step) {
    return List.copyOf(byStep.getOrDefault(step, List.of()));
  }

  private static String step() {
    return LogScope.current().flatMap(LogScope::step).map(Object::toString).orElse("");
  }
}
