package io.dagwerk.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigProblem;
import io.dagwerk.testsupport.Covers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Config that comes from Java or from other config.
class ConfigSourceTest {
  private static final ConfigPath PATH = ConfigPath.of("resources", "db", "config");
  private static final Environment NOTHING_SET = Environment.empty();

  record Connection(String host, int port) {
    Connection {
      if (port <= 0) {
        throw new IllegalArgumentException("port must be positive, but is " + port);
      }
    }
  }

  record Host(String host) {}

  record Region(@Default("eu") String name) {}

  private static final ConfigSource<Connection> CONNECTION = ConfigSource.given(Connection.class);

  @Test
  @Covers("S13.1")
  void aConfiguredPortLeavesOnlyTheHostToGive() {
    ConfigSource<Connection> source =
        CONNECTION.configured(
            "resource 'db'", Host.class, given -> new Connection(given.host, 5432));

    assertThat(ConfigSchemas.text(source.schema())).isEqualTo("{ host: text }");
    assertThat(source.bind(Map.of("host", "db1"), NOTHING_SET, PATH).get())
        .isEqualTo(new Connection("db1", 5432));
    assertThat(source.bind(Map.of("host", "db1", "port", 1), NOTHING_SET, PATH).problems())
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "resources.db.config.port: there is no entry of this name. Expected { host: text }");
  }

  @Test
  @Covers("S13.2")
  void aMappingThatGivesWrongConfigIsReportedWithTheObjectAndThePathInside() {
    ConfigSource<Connection> source =
        CONNECTION.configured(
            "resource 'db'", Host.class, given -> Map.of("host", given.host, "port", "many"));

    assertThat(source.bind(Map.of("host", "db1"), NOTHING_SET, PATH).problems())
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "resources.db.config: in the config made for resource 'db': port: expected an integer,"
                + " but found \"many\"");
  }

  @Test
  void aMappingThatGivesAnotherTypeNullOrAnExceptionIsReported() {
    Object document = Map.of("host", "db1");

    assertThat(
            CONNECTION
                .configured("resource 'db'", Host.class, given -> given)
                .bind(document, NOTHING_SET, PATH)
                .problems())
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "resources.db.config: in the config made for resource 'db': expected a Connection, but"
                + " found a Host");
    assertThat(
            CONNECTION
                .configured("resource 'db'", Host.class, given -> new Connection(given.host, 0))
                .bind(document, NOTHING_SET, PATH)
                .problems())
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "resources.db.config: the config mapping of resource 'db' from Host to Connection"
                + " failed: IllegalArgumentException: port must be positive, but is 0");
    assertThat(
            CONNECTION
                .configured("resource 'db'", Host.class, given -> missing())
                .bind(document, NOTHING_SET, PATH)
                .problems())
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "resources.db.config: the config mapping of resource 'db' gave null; expected a"
                + " Connection");
    assertThat(
            CONNECTION
                .configured("resource 'db'", Host.class, given -> new Connection(missing(), 1))
                .bind(document, NOTHING_SET, PATH)
                .problems())
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "resources.db.config: in the config made for resource 'db': host: expected a text, but"
                + " found null");
  }

  /// What user code without null checks may come up with.
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T missing() {
    return null;
  }

  @Test
  @Covers("S13.3")
  void aChainOfThreeGivesTheSameAsDirectConfig() {
    List<String> calls = new ArrayList<>();
    ConfigSource<Connection> chain =
        CONNECTION
            .configured(
                "resource 'db'",
                Host.class,
                given -> {
                  calls.add("db");
                  return new Connection(given.host, 5432);
                })
            .configured(
                "resource 'regional'",
                Region.class,
                given -> {
                  calls.add("regional");
                  return new Host("db." + given.name);
                })
            .configured("resource 'american'", new Region("us"));

    assertThat(chain.bind(null, NOTHING_SET, PATH).get())
        .isEqualTo(CONNECTION.bind(Map.of("host", "db.us", "port", 5432), NOTHING_SET, PATH).get());
    assertThat(calls).containsExactly("regional", "db");
    assertThat(ConfigSchemas.text(chain.schema())).isEqualTo("{}");
  }

  @Test
  void aMappingIsAppliedOnceEvenIfTheDocumentSaysNothing() {
    ConfigSource<Host> source =
        ConfigSource.given(Host.class)
            .configured("op 'load'", Region.class, given -> new Host("db." + given.name));

    assertThat(source.bind(null, NOTHING_SET, PATH).get()).isEqualTo(new Host("db.eu"));
  }

  @Test
  void aConstantTakesNoConfigAndCannotBeConfiguredAgain() {
    ConfigSource<Connection> constant = CONNECTION.configured("op 'load'", new Connection("db", 1));

    assertThat(constant.bind(Map.of("host", "x"), NOTHING_SET, PATH).problems())
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "resources.db.config: the config of op 'load' is constant; leave this entry out");
    assertThatThrownBy(() -> constant.configured("op 'daily'", new Connection("db", 2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "op 'daily' cannot be configured: the config of op 'load' is constant, so there is"
                + " nothing left to give");
  }

  @Test
  void theVariablesOfAConstantAreLookedUpWhenItIsBound() {
    ConfigSource<Connection> constant =
        CONNECTION.configured("op 'load'", Map.of("host", Map.of("env", "DB_HOST"), "port", 1));

    assertThat(constant.bind(null, Environment.of(Map.of("DB_HOST", "db9")), PATH).get())
        .isEqualTo(new Connection("db9", 1));
    assertThat(constant.bind(null, NOTHING_SET, PATH).problems())
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "resources.db.config: in the config made for op 'load': host: the environment variable"
                + " DB_HOST is not set; set it where the run is executed, or give a text");
  }

  @Test
  void whatIsStillToBeGivenIsKnown() {
    ConfigSource<Connection> mapped =
        CONNECTION.configured("op 'a'", Host.class, given -> new Connection(given.host, 1));

    assertThat(CONNECTION.supplied()).contains(ConfigType.of(Connection.class));
    assertThat(mapped.supplied()).contains(ConfigType.of(Host.class));
    assertThat(mapped.configured("op 'b'", new Host("db")).supplied()).isEmpty();
  }

  record Loose(Optional<String> name, Object options) {}

  @Test
  void aMappingThatGivesWhatNoDocumentCanSayIsReported() {
    ConfigSource<Loose> loose = ConfigSource.given(Loose.class);
    Optional<String> nothing = NOTHING_SET.find("NAME");

    assertThat(
            loose
                .configured("op 'load'", new Loose(nothing, List.of(Instant.EPOCH)))
                .bind(null, NOTHING_SET, PATH)
                .problems())
        .singleElement()
        .asString()
        .startsWith("resources.db.config: in the config made for op 'load':")
        .contains("java.time.Instant");
    assertThat(
            loose
                .configured("op 'load'", Map.of("options", Instant.EPOCH))
                .bind(null, NOTHING_SET, PATH)
                .problems())
        .singleElement()
        .asString()
        .contains("options: a config document holds texts");
  }

  record Login(String user, Secret<String> password) {}

  @Test
  void theSecretsOfAConstantAreLookedUpWhenItIsBound() {
    ConfigSource<Login> constant =
        ConfigSource.given(Login.class)
            .configured("op 'load'", new Login("scott", Secret.env("PASSWORD")));

    Login bound = constant.bind(null, Environment.of(Map.of("PASSWORD", "tiger")), PATH).get();

    assertThat(bound.password.reveal()).isEqualTo("tiger");
    assertThat(constant.bind(null, NOTHING_SET, PATH).problems())
        .singleElement()
        .asString()
        .contains("PASSWORD is not set");
  }
}
