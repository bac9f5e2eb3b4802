package io.dagwerk.examples.megajob.tool;

import java.util.List;
import java.util.Map;

/// A shell that runs nothing, with success: for tests.
public record FakeShell(Recorder recorder) implements Shell {
  @Override
  public Ran run(String command, Map<String, String> environment) {
    recorder.record("shell", command);
    return new Ran(0, List.of());
  }
}
