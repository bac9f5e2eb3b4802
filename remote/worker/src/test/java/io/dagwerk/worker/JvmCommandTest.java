package io.dagwerk.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.JvmOptions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JvmCommandTest {
  private static List<String> command(JvmOptions options) {
    return new JvmCommand(options, Optional.empty()).of("some.Main", List.of("--said", "so"));
  }

  @Test
  void withoutOptionsItIsAsForAnyProcessOfUsersCode() {
    assertThat(command(JvmOptions.NONE))
        .containsSubsequence(JvmCommand.OPTIONS)
        .endsWith("some.Main", "--said", "so");
  }

  @Test
  void aHeapThatIsSaidIsInThePlaceOfAShareOfTheMachine() {
    assertThat(command(JvmOptions.NONE.heapMebibytes(64)))
        .contains("-Xmx64m")
        .doesNotContain("-XX:MaxRAMPercentage=25");
  }

  @Test
  void aCollectorThatIsSaidIsInThePlaceOfOurs() {
    assertThat(command(JvmOptions.NONE.flag("-XX:+UseZGC")))
        .contains("-XX:+UseZGC")
        .doesNotContain("-XX:+UseSerialGC");
  }

  @Test
  void flagsThatAreSaidComeAfterOurs() {
    List<String> command = command(JvmOptions.NONE.flag("-Xms64m"));

    assertThat(command.indexOf("-Xms64m")).isGreaterThan(command.indexOf("-Xms16m"));
  }
}
