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

  @Test
  void aLineTellsWhatBecomesOfTheRunsOfASharedWorker() {
    assertThat(StarterPipe.parse("ended run-1 2 b3Zlcg=="))
        .contains(new Told.Ended("run-1", 2, "over"));
    assertThat(StarterPipe.parse("stuck")).contains(new Told.Stuck());
    assertThat(StarterPipe.parse("full")).contains(new Told.Full());
    assertThat(StarterPipe.parse("printed aGk=")).contains(new Told.Printed("hi"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "steady",
        "hide dGlnZXI=!",
        "hide d",
        "hide \u00e9",
        "ended run-1 b3Zlcg==",
        "ended run-1 x b3Zlcg=="
      })
  void aLineThatTellsNothingIsPassedOver(String line) {
    assertThat(StarterPipe.parse(line)).isEmpty();
  }
}
