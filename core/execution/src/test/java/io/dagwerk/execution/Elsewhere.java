package io.dagwerk.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Something done on another thread, while the calling one waits for it as long as a test can.
final class Elsewhere {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Elsewhere() {}

  static void run(Runnable action) {
    Thread other = Thread.ofPlatform().daemon().unstarted(action);
    other.start();
    try {
      assertThat(other.join(PATIENCE)).as("the other thread could go on").isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
