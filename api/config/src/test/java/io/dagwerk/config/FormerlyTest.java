package io.dagwerk.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigProblem;
import io.dagwerk.model.ConfigProblem.Kind;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ConfigWarning;
import io.dagwerk.testsupport.Covers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Entries that were renamed or go away.
class FormerlyTest {
  private static final Environment NOWHERE = Environment.of(Map.of());
  private static final ConfigPath PLACE = ConfigPath.of("resources", "db", "config");

  @SuppressWarnings("deprecation") // javac sees no effect of a mark that is read at run time
  record Database(
      @Formerly(value = "host_name", since = "0.2", until = "0.4")
          @Formerly(value = "server", since = "0.1", until = "0.9")
          String host,
      @Formerly(value = "secret", since = "0.2", until = "0.4") Optional<Secret<String>> password,
      @Deprecated(since = "0.3", forRemoval = true)
          @Default("5")
          @Doc("Connections are pooled by the driver")
          int connections) {}

  record Pool(@Default("1") int size) {
    @Override
    @Deprecated(since = "0.3")
    public int size() {
      return size;
    }
  }

  record Cluster(List<Database> nodes) {}

  private static Binding<Database> bind(Map<String, ?> document) {
    return Config.bind(Database.class, document, NOWHERE, PLACE);
  }

  @Test
  @Covers({"S16.1", "S19.3"})
  void theFormerNameWorksWithAWarningOfTheNewNameAndTheVersionInWhichItEnds() {
    Binding<Database> bound = bind(Map.of("host_name", "db.example.org"));

    assertThat(bound.get().host()).isEqualTo("db.example.org");
    assertThat(bound.warnings())
        .extracting(ConfigWarning::toString)
        .containsExactly(
            "resources.db.config.host_name: the entry 'host_name' is deprecated since 0.2 and will"
                + " be gone in 0.4; use 'host'");
    assertThat(bind(Map.of("server", "x")).warnings()).hasSize(1);
    assertThat(bind(Map.of("host", "x")).warnings()).isEmpty();
  }

  @Test
  @Covers("S16.2")
  void bothNamesAreAProblemAtTheFormer() {
    assertThat(bind(Map.of("host", "a", "host_name", "b")).problems())
        .containsExactly(
            new ConfigProblem(
                PLACE.entry("host_name"),
                Kind.GIVEN_TWICE,
                "this is the former name of 'host', and 'host' is given too; leave this one out"));
    assertThat(bind(Map.of("host_name", "a", "server", "b")).problems())
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "resources.db.config.server: this is the former name of 'host', and 'host_name' is"
                + " given too; leave this one out");
  }

  @Test
  void aWrongValueIsReportedWhereItStands() {
    assertThat(bind(Map.of("host_name", 5)).problems())
        .extracting(ConfigProblem::toString)
        .containsExactly("resources.db.config.host_name: expected a text, but found 5");
  }

  @Test
  void aMissingEntryIsNamedByItsNewNameAndAMistypedOneLeadsToIt() {
    assertThat(bind(Map.of("hosts", "x")).problems())
        .extracting(ConfigProblem::message)
        .satisfiesExactly(
            missing -> assertThat(missing).startsWith("the entry 'host' is missing"),
            unknown ->
                assertThat(unknown)
                    .startsWith("there is no entry of this name; did you mean 'host'?"));
  }

  @Test
  void theStoredDocumentHasTheNewName() {
    assertThat(Config.resolve(ConfigSchemas.of(Database.class), Map.of("server", "x")).toPlain())
        .hasToString("{host=x, password=null, connections=5}");
  }

  @Test
  void aSecretUnderAFormerNameIsHiddenToo() {
    ConfigSchema schema = ConfigSchemas.of(Database.class);

    assertThat(Config.mask(schema, Map.of("secret", "hush")).toJson())
        .isEqualTo("{\"secret\": \"***\"}");
  }

  @Test
  void renamedEntriesAreFoundWhereverTheyNest() {
    assertThat(
            Config.bind(
                    Cluster.class,
                    Map.of("nodes", List.of(Map.of("host", "a"), Map.of("host_name", "b"))),
                    NOWHERE)
                .warnings())
        .extracting(warning -> warning.path().toString())
        .containsExactly("nodes[1].host_name");
  }

  @Test
  void theConfigThatJavaMakesWarnsToo() {
    ConfigSource<Database> source =
        ConfigSource.given(Database.class)
            .configured("resource 'db'", Map.of("host_name", "db.example.org"));

    assertThat(source.bind(null, NOWHERE, PLACE).warnings())
        .extracting(ConfigWarning::toString)
        .containsExactly(
            "resources.db.config: in the config made for resource 'db': host_name: the entry"
                + " 'host_name' is deprecated since 0.2 and will be gone in 0.4; use 'host'");
  }

  @Test
  @Covers("S16.5")
  void anEntryThatGoesAwayWarnsWhenItIsGiven() {
    assertThat(bind(Map.of("host", "x", "connections", 7)).warnings())
        .extracting(ConfigWarning::toString)
        .containsExactly(
            "resources.db.config.connections: the entry 'connections' is deprecated since 0.3 and"
                + " will be gone; leave it out (Connections are pooled by the driver)");
    assertThat(bind(Map.of("host", "x")).warnings()).isEmpty();
    assertThat(bind(Map.of("host", "x", "connections", 5)).warnings())
        .as("what stands there anyway")
        .isEmpty();
    assertThat(Config.bind(Pool.class, Map.of("size", 2), NOWHERE).warnings())
        .extracting(ConfigWarning::toString)
        .containsExactly("size: the entry 'size' is deprecated since 0.3; leave it out");
  }

  @Test
  @Covers("S17.3")
  void editorsAreToldWhatGoesAway() {
    ConfigSchema schema = ConfigSchemas.of(Database.class);

    assertThat(ConfigSchemas.jsonSchema(schema).toJson())
        .contains(
            "\"description\": \"Renamed to 'host' in 0.2; gone in 0.4\", \"deprecated\": true")
        .contains(
            "\"description\": \"Connections are pooled by the driver\", \"deprecated\": true,"
                + " \"default\": 5");
    assertThat(ConfigSchemas.skeleton(schema))
        .contains("# connections: 5 # integer. Connections are pooled by the driver (deprecated)")
        .doesNotContain("host_name");
  }

  @Test
  @Covers({"S16.1", "S19.3"})
  void fromTheVersionOnInWhichItEndsTheErrorNamesTheNewName(@TempDir Path folder) throws Exception {
    try (VersionedLibrary before = VersionedLibrary.of("0.3.9", folder);
        VersionedLibrary after = VersionedLibrary.of("0.4.0-SNAPSHOT", folder)) {
      Map<String, String> old = Map.of("host_name", "x");

      assertThat(Config.bind(before.settings(), old, NOWHERE).warnings()).hasSize(1);
      assertThat(Config.bind(after.settings(), old, NOWHERE).problems())
          .extracting(ConfigProblem::toString)
          .containsExactly(
              "the entry 'host' is missing; expected host: text",
              "host_name: this is 'host' since 0.2, and the former name is gone since 0.4; use"
                  + " 'host'. Expected { host: text }");
      assertThat(ConfigSchemas.jsonSchema(ConfigSchemas.of(after.settings())).toJson())
          .doesNotContain("host_name");
    }
  }

  record NamesTwice(
      @Formerly(value = "port", since = "0.2", until = "0.4") String host, int port) {}

  record WithoutVersions(@Formerly(value = "name", since = "soon", until = "later") String host) {}

  record Backwards(@Formerly(value = "name", since = "0.10", until = "0.9") String host) {}

  @Test
  void formerNamesThatCannotBeAreProblemsOfTheDefinition() {
    assertThat(ConfigType.problemsOf(NamesTwice.class))
        .containsExactly("NamesTwice.port: another component is or was named 'port' too");
    assertThat(ConfigType.problemsOf(WithoutVersions.class))
        .containsExactly(
            "WithoutVersions.host: its former name 'name' holds from a version to a later one, such"
                + " as 0.2 and 0.4, but found 'soon' and 'later'");
    assertThat(ConfigType.problemsOf(Backwards.class)).hasSize(1);
  }

  @Test
  void schemasOfOtherHistoriesAreOthers() {
    ConfigSchema.Field plain = ConfigSchema.Field.required("host", new ConfigSchema.Text());
    ConfigSchema.Field renamed =
        new ConfigSchema.Field(
            "host",
            new ConfigSchema.Text(),
            Optional.empty(),
            "",
            new ConfigSchema.Lifecycle(
                List.of(new ConfigSchema.FormerName("name", "0.2", "0.4", false)),
                Optional.empty()));

    assertThat(new ConfigSchema.Shape(List.of(plain)).hash())
        .isNotEqualTo(new ConfigSchema.Shape(List.of(renamed)).hash());
    assertThat(renamed.nameIn(Map.of("name", ConfigTree.nothing()))).contains("name");
  }
}
