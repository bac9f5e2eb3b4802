package io.dagwerk.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.worker.StarterPipe.Told;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StarterPipeTest {
  @Test
  void aLineTellsThatTheWorkerIsReadyOrOverOrWhatToHide() {
    assertThat(StarterPipe.parse("ready")).contains(new Told.Ready());
    assertThat(StarterPipe.parse("over")).contains(new Told.Over());
    assertThat(StarterPipe.parse("hide dGlnZXI=")).contains(new Told.Hide("tiger"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "steady", "hide dGlnZXI=!", "hide d", "hide \u00e9"})
  void aLineThatTellsNothingIsPassedOver(String line) {
    assertThat(StarterPipe.parse(line)).isEmpty();
  }
}
