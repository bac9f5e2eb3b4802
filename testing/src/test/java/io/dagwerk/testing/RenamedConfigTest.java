package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.config.Formerly;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.Stability;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.testsupport.Covers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// A run whose config document still has the old name of an entry.
class RenamedConfigTest {
  record Db(@Formerly(value = "host_name", since = "0.2", until = "0.4") String host) {}

  private final Resource<Db> db =
      Resource.named("db", Db.class).from(Input.config(Db.class)).by(config -> config);
  private final AtomicReference<Op<String>> show = new AtomicReference<>();
  private final Job job =
      Job.named("show")
          .running(graph -> show.set(graph.op("show", String.class).from(db).by(Db::host)));

  private JobRun run(Map<String, ?> config) {
    return JobRun.of(job).config(Map.of("resources", Map.of("db", Map.of("config", config))));
  }

  @Test
  @Covers("S16.1")
  void theOldNameWorks() {
    JobRun run = run(Map.of("host_name", "db.example.org"));

    assertThat(run.output(run.run(), show.get())).isEqualTo("db.example.org");
  }

  @Test
  @Covers("S16.2")
  void bothNamesRefuseTheRun() {
    assertThatThrownBy(() -> run(Map.of("host_name", "a", "host", "b")).run())
        .isInstanceOf(RunRefused.class)
        .hasMessage(
            "resources.db.config.host_name: this is the former name of 'host', and 'host' is given"
                + " too; leave this one out");
  }

  @Test
  @Covers("S16.3")
  void theSwitchThatTurnsWarningsIntoErrorsRefusesTheRun() {
    System.setProperty(Stability.PROPERTY, "strict");
    try {
      assertThatThrownBy(() -> run(Map.of("host_name", "a")).run())
          .isInstanceOf(RunRefused.class)
          .hasMessage(
              "resources.db.config.host_name: the entry 'host_name' is deprecated since 0.2 and will"
                  + " be gone in 0.4; use 'host'");
      assertThat(run(Map.of("host", "a")).run().succeeded()).isTrue();
    } finally {
      System.clearProperty(Stability.PROPERTY);
    }
  }
}
