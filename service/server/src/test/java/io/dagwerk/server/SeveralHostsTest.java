package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two servers on one PostgreSQL share the work, and go on with it when one of them is gone.
class SeveralHostsTest {
  private static final int EACH = 4;

  @TempDir private Path folder;
  private TwoHosts hosts;
  private String first;
  private String second;

  @BeforeEach
  void start() throws Exception {
    hosts = new TwoHosts(folder, EACH);
    first = hosts.name("one");
    second = hosts.name("two");
  }

  @AfterEach
  void stop() throws Exception {
    hosts.close();
  }

  private void launch(int runs, String job) {
    for (int i = 0; i < runs; i++) {
      TwoHosts.launch(i % 2 == 0 ? hosts.first() : hosts.second(), job);
    }
  }

  /// As many runs as both have together wait for the gate.
  private void awaitBothFull() throws Exception {
    hosts.await(() -> hosts.underWay(first) == EACH && hosts.underWay(second) == EACH);
    hosts.await(() -> hosts.calls("second") == 2 * EACH);
    hosts.await(() ->
        hosts.number("select count(*) from steps where step = 'second' and status = 'RUNNING'")
            == 2 * EACH);
  }

  @Test
  void twentyRunsAreSharedAndThoseOfAHostThatIsKilledGoOnAtTheOther() throws Exception {
    launch(20, "gate");
    awaitBothFull();

    hosts.first().kill();
    hosts.await(() -> hosts.underWay(first) == 0);
    hosts.openTheGate();

    hosts.awaitSucceeded(20);
    hosts.assertNothingTwice("first", "second", "third");
    assertThat(hosts.number("select count(*) from runs where host = ?", second)).isEqualTo(20);
  }

  @Test
  void runsWhoseWorkersWereKilledWithTheirHostAreResumedByTheOther() throws Exception {
    launch(2 * EACH, "resumed");
    awaitBothFull();

    hosts.first().killAll();
    hosts.await(() -> hosts.number("select count(*) from runs where attempt = 2") == EACH);
    hosts.openTheGate();

    hosts.awaitSucceeded(2 * EACH);
    assertThat(hosts.calls("first")).isEqualTo(2 * EACH);
    assertThat(hosts.calls("second")).isEqualTo(3 * EACH);
    assertThat(hosts.calls("third")).isEqualTo(2 * EACH);
    assertThat(hosts.number("select count(*) from runs where host = ?", second))
        .isEqualTo(2 * EACH);
  }

  @Test
  void aHostThatIsStoppedUntilItWasReplacedWritesNothingStaleAndTakesItsShareAgain()
      throws Exception {
    launch(12, "gate");
    awaitBothFull();

    hosts.first().signal("STOP");
    hosts.await(() -> hosts.underWay(first) == 0);
    hosts.await(() ->
        hosts.number(
                "select count(*) from leases where name = 'active host' and holder = ?", second)
            == 1);
    hosts.first().signal("CONT");
    hosts.first().awaitLogged("another host has become the active one");
    hosts.openTheGate();

    hosts.awaitSucceeded(12);
    hosts.assertNothingTwice("first", "second", "third");
    hosts.await(() -> {
      launch(4, "gate");
      return hosts.number(
              "select count(*) from runs where status = 'SUCCEEDED' and host = ?", first)
          > 0;
    });
  }

  @Test
  void bothAreRestartedInTurnUnderAStreamOfLaunchesAndNoRunIsDisturbed() throws Exception {
    launch(2 * EACH, "gate");
    awaitBothFull();
    hosts.openTheGate();
    AtomicReference<HostProcess> up = new AtomicReference<>(hosts.second());
    AtomicBoolean goesOn = new AtomicBoolean(true);
    CompletableFuture<Integer> launched =
        CompletableFuture.supplyAsync(() -> {
          int count = 0;
          while (goesOn.get()) {
            TwoHosts.launch(up.get(), "gate");
            count++;
          }
          return count;
        });

    hosts.first().stop();
    hosts.first().startAgain();
    hosts.first().awaitPrinted("READY", "locations", "list");
    up.set(hosts.first());
    // The launch that is under way at the second ends before that does.
    long before = hosts.number("select count(*) from runs");
    hosts.await(() -> hosts.number("select count(*) from runs") > before + 2);
    hosts.second().stop();
    hosts.second().startAgain();
    goesOn.set(false);

    int all = 2 * EACH + launched.join();
    hosts.awaitSucceeded(all);
    hosts.assertNothingTwice("first", "second", "third");
  }
}
