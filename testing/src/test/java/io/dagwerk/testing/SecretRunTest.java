package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.config.Environment;
import io.dagwerk.config.Secret;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Type;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.testsupport.Covers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretRunTest {
  record Account(String user, Secret<String> password) {}

  private static final Type<String> LOGIN =
      Type.of(String.class)
          .named("login")
          .loadedBy(
              Account.class, account -> account.user() + account.password().reveal().length());

  private final List<String> used = new ArrayList<>();

  private final Job job =
      Job.named("login")
          .running(graph ->
              graph
                  .op("login")
                  .from(
                      Input.config(Account.class), Input.external("login", LOGIN), Input.context())
                  .doing((account, login, context) -> {
                    used.add(account.password().reveal());
                    context.log().info("logging in as {}", account);
                    context.report("account", account.toString());
                    throw new IllegalStateException("refused " + account);
                  }));

  private static final Map<String, ?> DOCUMENT =
      Map.of(
          "ops",
          Map.of("login", Map.of("config", account())),
          "inputs",
          Map.of("login", account()));

  private static Map<String, ?> account() {
    return Map.of("user", "loader", "password", Map.of("env", "PASSWORD"));
  }

  @Test
  @Covers("S14.6")
  void aVariableThatIsNotSetRefusesTheRunBeforeAnyStep() {
    assertThatThrownBy(() -> JobRun.of(job).config(DOCUMENT).with(Environment.empty()).run())
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("ops.login.config.password")
        .hasMessageContaining("inputs.login.password")
        .hasMessageContaining("PASSWORD");
    assertThat(used).isEmpty();
  }

  @Test
  @Covers("S14.6")
  void aSecretIsNeverInWhatIsRecorded() {
    Result result =
        JobRun.of(job).config(DOCUMENT).with(Environment.of(Map.of("PASSWORD", "hunter2"))).run();

    assertThat(used).containsExactly("hunter2");
    assertThat(result.record().toString())
        .contains("logging in as Account[user=loader, password=***]")
        .doesNotContain("hunter2");
  }

  @Test
  void aTestMayGiveASecretAsItIs() {
    record Keys(
        Secret<String> one, Optional<Secret<String>> two, Map<String, Secret<String>> more) {}
    List<Keys> bound = new ArrayList<>();
    Job keys =
        Job.named("keys")
            .running(graph ->
                graph
                    .op("show")
                    .from(Input.config(Keys.class), Input.context())
                    .doing((config, context) -> {
                      bound.add(config);
                      context.log().info(config.one().reveal());
                    }));
    Keys given =
        new Keys(
            Secret.of("tiger-1"),
            Optional.of(Secret.env("PASSWORD")),
            Map.of("a", Secret.of("tiger-3")));

    Result result =
        JobRun.of(keys).with(given).with(Environment.of(Map.of("PASSWORD", "tiger-2"))).run();

    assertThat(bound)
        .containsExactly(
            new Keys(
                Secret.of("tiger-1"),
                Optional.of(Secret.of("tiger-2", "PASSWORD")),
                Map.of("a", Secret.of("tiger-3"))));
    assertThat(result.record().toString()).contains("***").doesNotContain("tiger");
  }

  @Test
  void aSecretThatDoesNotBindIsNotInTheRefusal() {
    assertThatThrownBy(() ->
            JobRun.of(job)
                .config(
                    Map.of(
                        "ops",
                        Map.of(
                            "login", Map.of("config", Map.of("user", 7, "password", "hunter2")))))
                .run())
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("ops.login.config.user")
        .message()
        .doesNotContain("hunter2");
  }
}
