package io.dagwerk.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigProblem;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A secret is used, and never seen.
class SecretTest {
  private static final String VALUE = "correct-horse-battery";
  private static final Environment SET = Environment.of(Map.of("PASSWORD", VALUE));

  record Login(String user, Secret<String> password, @Default("1") int attempts) {
    Login {
      if (attempts < 1) {
        throw new IllegalArgumentException("no attempts for " + password.reveal());
      }
    }
  }

  record Logins(Map<String, Login> byName, Optional<Secret<String>> token) {}

  private static final ConfigSchema SCHEMA = ConfigSchemas.of(Login.class);

  @Test
  void aSecretIsRevealedOnlyOnRequest() {
    Binding<Login> binding =
        Config.bind(
            Login.class, Map.of("user", "scott", "password", Map.of("env", "PASSWORD")), SET);

    assertThat(binding.get().password().reveal()).isEqualTo(VALUE);
    assertThat(binding.toString() + binding.get() + binding.get().password())
        .doesNotContain(VALUE)
        .contains("***");
  }

  @Test
  void aSecretStaysAReferenceUntilItIsBound() {
    Secret<String> secret = Secret.env("PASSWORD");

    assertThat(secret.isKnown()).isFalse();
    assertThat(secret.variable()).contains("PASSWORD");
    assertThatThrownBy(secret::reveal)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("PASSWORD");
  }

  @Test
  void noMessageHoldsASecret() {
    for (Object document : mistakes()) {
      List<ConfigProblem> problems = Config.bind(Login.class, document, SET).problems();

      assertThat(problems).isNotEmpty();
      assertThat(problems.toString()).doesNotContain(VALUE);
    }
  }

  /// Documents with the secret in its place and near it, each wrong in another way.
  private static List<Object> mistakes() {
    return List.of(
        Map.of("password", VALUE),
        Map.of("user", 1, "password", VALUE),
        Map.of("user", "scott", "password", List.of(VALUE)),
        Map.of("user", "scott", "password", Map.of("env", "PASSWORD"), "attempts", 0),
        Map.of("user", "scott", "password", VALUE, "attempts", 0),
        Map.of("user", "scott", "password", Map.of("value", VALUE)),
        Map.of("user", "scott", "pasword", VALUE),
        Map.of("user", Map.of("password", VALUE), "password", VALUE),
        VALUE,
        List.of(VALUE));
  }

  @Test
  void aMappingThatFailsDoesNotTellTheSecret() {
    ConfigSource<Login> source =
        ConfigSource.given(Login.class)
            .configured(
                "op 'load'",
                Login.class,
                login -> {
                  throw new IllegalStateException("cannot log in with " + login.password.reveal());
                });

    assertThat(
            source
                .bind(Map.of("user", "scott", "password", VALUE), SET, ConfigPath.ROOT)
                .problems())
        .singleElement()
        .asString()
        .doesNotContain(VALUE)
        .endsWith("IllegalStateException: cannot log in with ***");
  }

  record Target(int port) {}

  @Test
  void aMappingThatPutsASecretElsewhereDoesNotTellItEither() {
    for (String secret : List.of("tiger", "\"quoted\"\n", "long".repeat(50))) {
      ConfigSource<Target> source =
          ConfigSource.given(Target.class)
              .configured(
                  "op 'load'", Login.class, login -> Map.of("port", login.password.reveal()));

      assertThat(
              source
                  .bind(Map.of("user", "scott", "password", secret), SET, ConfigPath.ROOT)
                  .problems())
          .singleElement()
          .asString()
          .contains("port: expected an integer, but found \"***")
          .doesNotContain("tiger", "quoted", "long");
    }
  }

  @Test
  void maskingHidesLiteralSecretsAndWhatMayBeOne() {
    for (Object document : mistakes()) {
      assertThat(Config.mask(SCHEMA, document).toJson()).as("%s", document).doesNotContain(VALUE);
    }
    assertThat(Config.mask(SCHEMA, Map.of("password", Map.of("env", "PASSWORD"))).toJson())
        .isEqualTo("{\"password\": {\"env\": \"PASSWORD\"}}");
  }

  @Test
  void secretsInMapsListsAndOptionalsAreHiddenToo() {
    ConfigSchema schema = ConfigSchemas.of(Logins.class);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("byName", Map.of("a", Map.of("user", "scott", "password", VALUE)));
    document.put("token", VALUE);

    assertThat(Config.mask(schema, document).toJson())
        .isEqualTo("{\"byName\": {\"a\": " + maskedLogin() + "}, \"token\": \"***\"}");
  }

  private static String maskedLogin() {
    Map<String, Object> login = new LinkedHashMap<>(Map.of("user", "scott", "password", VALUE));
    return Config.mask(SCHEMA, login).toJson();
  }

  @Test
  void theTreeOfARecordHoldsTheReferenceOrNothing() {
    assertThat(Config.treeOf(new Login("scott", Secret.of(VALUE), 1)).toJson())
        .isEqualTo("{\"user\": \"scott\", \"password\": \"***\", \"attempts\": 1}");
    assertThat(Config.treeOf(new Login("scott", Secret.env("PASSWORD"), 1)).toJson())
        .isEqualTo("{\"user\": \"scott\", \"password\": {\"env\": \"PASSWORD\"}, \"attempts\": 1}");
  }

  @Test
  void theTreeOfARecordHoldsForEachSecretWhatIsAskedFor() {
    Logins logins =
        new Logins(
            Map.of("a", new Login("scott", Secret.of("tiger"), 1)),
            Optional.of(Secret.env("TOKEN")));

    assertThat(
            Config.treeOf(
                    logins,
                    secret ->
                        new ConfigTree.Text(
                            secret.isKnown() ? "known " + secret.reveal() : "unknown"))
                .toJson())
        .isEqualTo(
            "{\"byName\": {\"a\": {\"user\": \"scott\", \"password\": \"known tiger\","
                + " \"attempts\": 1}}, \"token\": \"unknown\"}");
  }

  @Test
  void everySecretThatIsReadIsToldAlsoOneThatAMappingTurnsIntoSomethingElse() {
    ConfigSource<Target> source =
        ConfigSource.given(Target.class)
            .configured(
                "op 'load'", Logins.class, logins -> new Target(logins.token().map(_ -> 1).get()));
    List<String> told = new ArrayList<>();

    source.bind(
        Map.of(
            "byName",
            Map.of("a", Map.of("user", "scott", "password", Map.of("env", "PASSWORD"))),
            "token",
            "literal"),
        SET,
        ConfigPath.ROOT,
        told::add);

    assertThat(told).containsExactly(VALUE, "literal");
  }

  @Test
  void aSecretIsToldEvenIfItsConfigDoesNotBind() {
    List<String> told = new ArrayList<>();

    Binding<Login> binding =
        ConfigSource.given(Login.class)
            .bind(
                Map.of("user", "scott", "password", VALUE, "attempts", 0),
                SET,
                ConfigPath.ROOT,
                told::add);

    assertThat(binding).isInstanceOf(Binding.Invalid.class);
    assertThat(told).containsExactly(VALUE);
  }

  @Test
  void aMaskedSecretCannotBeBoundAgain() {
    ConfigTree stored = Config.mask(SCHEMA, Map.of("user", "scott", "password", VALUE));

    assertThat(Config.bind(Login.class, stored, SET).problems())
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "password: this secret was hidden when its config was stored; give it as {env: NAME}");
  }

  @Test
  void theStoredFormKeepsTheReference() {
    ConfigTree stored =
        Config.resolve(SCHEMA, Map.of("user", "scott", "password", Map.of("env", "PASSWORD")));

    assertThat(stored.toJson())
        .isEqualTo("{\"user\": \"scott\", \"password\": {\"env\": \"PASSWORD\"}, \"attempts\": 1}");
  }

  @Test
  void aSchemaSaysThatItIsSecretAndNoMore() {
    assertThat(ConfigSchemas.text(SCHEMA)).contains("password: secret");
    assertThat(ConfigSchemas.jsonSchema(SCHEMA).toJson()).contains("\"writeOnly\": true");
  }
}
