package io.dagwerk.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.protocol.v1.RunHostProto.Hello;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessIdentityTest {
  private Process process;
  private ProcessIdentity identity;

  @BeforeEach
  void start() throws IOException {
    process = new ProcessBuilder("sleep", "600").start();
    identity = ProcessIdentity.here(process.pid()).orElseThrow();
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  @Test
  void itsTextIsReadAgainAndAnyOtherSaysNothing() {
    ProcessIdentity here = ProcessIdentity.current().orElseThrow();
    assertThat(ProcessIdentity.parse(here.text())).contains(here);
    assertThat(ProcessIdentity.parse("")).isEmpty();
    assertThat(ProcessIdentity.parse("one 2 here")).isEmpty();
  }

  @Test
  void itIsGoneWhenItsNumberIsNobodysOrAnothersHereAndNotWhenItIsElsewhere() {
    ProcessIdentity here = ProcessIdentity.current().orElseThrow();
    assertThat(here.isGone()).isFalse();
    assertThat(new ProcessIdentity(here.pid(), here.machine(), "1").isGone()).isTrue();
    assertThat(new ProcessIdentity(Long.MAX_VALUE, here.machine(), "1").isGone()).isTrue();
    assertThat(new ProcessIdentity(here.pid(), "elsewhere", "1").isGone()).isFalse();
  }

  @Test
  void aProcessIsTheSameToAllWhoLookAtIt() {
    assertThat(ProcessIdentity.here(process.pid())).contains(identity);
    assertThat(ProcessIdentity.current())
        .isEqualTo(ProcessIdentity.here(ProcessHandle.current().pid()));
    Hello hello = Hello.newBuilder().setProcess(identity.toMessage()).build();
    assertThat(ProcessIdentity.of(hello)).contains(identity);
    assertThat(ProcessIdentity.of(Hello.getDefaultInstance())).isEmpty();
  }

  @Test
  void itIsKilledOnce() throws Exception {
    identity.kill();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(ProcessIdentity.here(process.pid())).isEmpty();
    identity.kill();
  }

  @Test
  void itIsKilledWithAllThatItHasStarted() throws Exception {
    Process parent = new ProcessBuilder("/bin/sh", "-c", "sleep 600 & echo $!; wait").start();
    long child = Long.parseLong(parent.inputReader().readLine());
    ProcessHandle sleeping = ProcessHandle.of(child).orElseThrow();
    ProcessIdentity.here(parent.pid()).orElseThrow().kill();
    assertThat(parent.waitFor(30, TimeUnit.SECONDS)).isTrue();
    sleeping.onExit().get(30, TimeUnit.SECONDS);
  }

  @Test
  void anotherProcessWithItsNumberIsLeftAlone() {
    for (ProcessIdentity other :
        List.of(
            new ProcessIdentity(identity.pid(), identity.machine(), identity.started() + "0"),
            new ProcessIdentity(identity.pid(), "elsewhere", identity.started()))) {
      other.kill();
      assertThat(process.isAlive()).isTrue();
    }
  }
}
