package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.config.Environment;
import io.dagwerk.config.Secret;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Resource;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.model.Event;
import io.dagwerk.testsupport.Covers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ConfiguredTest {
  record Load(String table, int batch) {}

  record Daily(String table) {}

  record Account(String user, Secret<String> password) {}

  private final List<String> loaded = new ArrayList<>();

  @Test
  @Covers("S13.4")
  void variantsOfAnOpRunInOneJobEachWithItsOwnConfig() {
    AtomicReference<Op<String>> daily = new AtomicReference<>();
    AtomicReference<Op<String>> hourly = new AtomicReference<>();
    Job job =
        Job.named("loads")
            .running(graph -> {
              Op<String> load =
                  graph
                      .op("load", String.class)
                      .from(Input.config(Load.class))
                      .by(config -> config.table() + " by " + config.batch());
              daily.set(
                  load.configured(
                      "daily", Daily.class, Load.class, day -> new Load(day.table(), 1000)));
              hourly.set(load.configured("hourly", new Load("clicks", 10)));
            });

    JobRun run =
        JobRun.of(job)
            .config(
                Map.of(
                    "ops",
                    Map.of(
                        "load", Map.of("config", Map.of("table", "plain", "batch", 1)),
                        "daily", GraphTest.config("table", "orders"))));
    Result result = run.run();

    assertThat(run.output(result, daily.get())).isEqualTo("orders by 1000");
    assertThat(run.output(result, hourly.get())).isEqualTo("clicks by 10");
  }

  @Test
  @Covers("S13.6")
  void aConstantWithAVariableThatIsNotSetRefusesTheRunBeforeAnyStep() {
    List<Event> events = new ArrayList<>();
    JobRun run =
        JobRun.of(connecting())
            .with(Environment.empty())
            .listening(recorded -> events.add(recorded.event()));

    assertThatThrownBy(run::run)
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("WAREHOUSE_PASSWORD")
        .hasMessageContaining("resource 'prod'");
    assertThat(events).isEmpty();
    assertThat(loaded).isEmpty();
  }

  @Test
  void aConstantWithAVariableThatIsSetGivesItsValue() {
    JobRun run =
        JobRun.of(connecting()).with(Environment.of(Map.of("WAREHOUSE_PASSWORD", "s3cret")));

    assertThat(run.run().succeeded()).isTrue();
    assertThat(loaded).containsExactly("loader with s3cret");
  }

  private Job connecting() {
    Resource<String> warehouse =
        Resource.named("warehouse", String.class)
            .from(Input.config(Account.class))
            .by(account -> account.user() + " with " + account.password().reveal());
    Resource<String> prod =
        warehouse.configured("prod", new Account("loader", Secret.env("WAREHOUSE_PASSWORD")));
    return Job.named("load").running(graph -> graph.op("load").from(prod).doing(loaded::add));
  }

  @Test
  void theConfigOfAJobTypeIsCheckedWhereItIsDeclared() {
    record Transform(String sql) {
      Transform {
        if (sql.isBlank()) {
          throw new IllegalArgumentException("a transform has SQL");
        }
      }
    }

    assertThatThrownBy(() ->
            Job.named("transforms")
                .running(graph ->
                    graph
                        .op("transform")
                        .from(Input.config(Transform.class))
                        .doing(_ -> {})
                        .configured("orders", new Transform(" "))))
        .hasMessage("a transform has SQL");
  }
}
