package io.dagwerk.codeclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.codeclient.CodeServerProcess.Program;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CodeServerProcessTest {
  /// What a shell printed last that was to be a code server.
  private static String printed(String script, List<String> withheld) throws Exception {
    Program program = new Program(List.of("/bin/sh", "-c", "read secret; " + script), 0, "");
    try (CodeServerProcess process = CodeServerProcess.start(program, withheld)) {
      assertThatThrownBy(() -> process.address().get(30, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
      return process.ended().get(30, TimeUnit.SECONDS).describe();
    }
  }

  @Test
  void itInheritsTheEnvironmentButNotWhatIsWithheld() throws Exception {
    String script = "echo \"path=$PATH home=${HOME-none}\"";

    assertThat(printed(script, List.of()))
        .contains("path=" + System.getenv("PATH"), "home=" + System.getenv("HOME"));
    assertThat(printed(script, List.of("HOME")))
        .contains("path=" + System.getenv("PATH"), "home=none");
  }

  @Test
  void whatLooksLikeAPortAndIsNoneIsShownAsItIs() throws Exception {
    assertThat(printed("echo 'dagwerk: code server listens on port none'", List.of()))
        .contains("listens on port none");
  }

  @Test
  void oneThatEndsBeforeItListensSaysHow() throws Exception {
    Program program = new Program(List.of("/bin/sh", "-c", "echo no license >&2; exit 7"), 0, "");
    try (CodeServerProcess process = CodeServerProcess.start(program, List.of())) {
      assertThatThrownBy(() -> process.address().get(30, TimeUnit.SECONDS))
          .hasMessageContaining(
              "the code server ended before it listened: exit code 7; its last output: no license");
    }
  }
}
