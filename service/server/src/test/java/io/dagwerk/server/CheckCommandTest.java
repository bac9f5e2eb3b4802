package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.testsupport.UserCode;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/// `dagwerk check`, with code servers as processes of their own and nothing else.
class CheckCommandTest {
  private static final String PIPELINE =
"""
      package pipeline;

      import static io.dagwerk.definitions.Input.config;

      import io.dagwerk.config.Secret;
      import io.dagwerk.definitions.*;
      import io.dagwerk.model.*;
      import java.util.List;
      import java.util.Map;
import java.util.stream.Stream;

      public final class Pipeline implements CodeLocation {
        public record Door(Secret<String> password, int tries) {}

        final Partitions days = Partitions.daily("2001-01-01");
        final Asset<String> orders =
            Asset.named("orders", String.class).partitionedBy(days).by(() -> "orders");
        final Job refresh = Job.named("refresh").materializing(orders);
        final Job greet =
            Job.named("greet")
                .preset("good", preset -> preset.config(Map.of("ops", Map.of("hello", Map.of("config",
                    Map.of("password", Map.of("env", "PATH"), "tries", 1))))))
                .preset("unset", preset -> preset.config(Map.of("ops", Map.of("hello", Map.of("config",
                    Map.of("password", Map.of("env", "NOBODY_SETS_THIS"), "tries", 1))))))
                .preset("wrong", preset -> preset.config(Map.of("ops", Map.of("hello", Map.of("config",
                    Map.of("password", Map.of("env", "PATH"), "tries", "often"))))))
                .running(graph ->
                    graph.op("hello", String.class).from(config(Door.class)).by(door -> "hello"));
        final Schedule daily = Schedule.named("daily").running(refresh).always();
        final Schedule broken =
            Schedule.named("broken").cron("0 6 * * *").running(refresh).by(Pipeline::decide);

        public Definitions definitions() {
          return Definitions.in(this);
        }

        static Decision decide() {
          throw new IllegalStateException("no holiday calendar <2001>");
        }
      }
""";

  @TempDir private Path folder;

  @BeforeEach
  void nameEngine() throws Exception {
    Path engine = folder.resolve("engine.classpath");
    Files.writeString(engine, System.getProperty("java.class.path"));
    System.setProperty(EngineJars.PROPERTY, engine.toString());
  }

  @AfterEach
  void forgetEngine() {
    System.clearProperty(EngineJars.PROPERTY);
  }

  private void locate(String name, String definitions, Path classes) throws Exception {
    Path settings = folder.resolve("dagwerk.yaml");
    if (!Files.exists(settings)) {
      Files.writeString(settings, "locations:\n");
    }
    Files.writeString(
        settings,
        Files.readString(settings)
            + "  %s: {definitions: %s, classPath: ['%s']}\n".formatted(name, definitions, classes));
  }

  private Ended check(String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = ".";
    arguments[1] = "--date=2001-01-31";
    System.arraycopy(more, 0, arguments, 2, more.length);
    return checkOf(arguments);
  }

  private Ended checkOf(String... arguments) {
    String[] line = Stream.concat(Stream.of("check"), Stream.of(arguments)).toArray(String[]::new);
    return Ended.typed(folder, Map.of(), line);
  }

  @Test
  void allThatIsWrongWithDefinitionsIsToldAtOnce() throws Exception {
    UserCode code = UserCode.compile(folder.resolve("good"), PIPELINE, List.of());
    locate("pipeline", "pipeline.Pipeline", code.classes());

    Ended ended = check("--junit=report.xml");

    assertThat(ended.code()).as(ended.err()).isEqualTo(5);
    assertThat(ended.out().lines())
        .satisfiesExactly(
            notTurned ->
                assertThat(notTurned)
                    .contains("definitions: note: schedules are declared (daily, broken)"),
            unset ->
                assertThat(unset).contains("preset 'unset' of job 'greet'", "NOBODY_SETS_THIS"),
            wrong -> assertThat(wrong).contains("preset 'wrong' of job 'greet'", "tries", "often"),
            broken ->
                assertThat(broken)
                    .contains(
                        "schedule 'broken'", "at 2001-01-31T06:00:00Z", "no holiday calendar"),
            all -> assertThat(all).isEqualTo("8 checked, 3 with problems"));
    assertThat(folder.resolve(".dagwerk")).doesNotExist();
    Document report = xml(folder.resolve("report.xml"));
    assertThat(report.getElementsByTagName("testcase").getLength()).isEqualTo(8);
    assertThat(report.getElementsByTagName("failure").getLength()).isEqualTo(3);
    assertThat(report.getElementsByTagName("failure").item(2).getTextContent())
        .contains("no holiday calendar <2001>");
    assertThat(check("--json").out())
        .contains("\"what\": \"schedule 'daily'\", \"problems\": [], \"notes\": []");
  }

  private static final String MODES =
      """
      package pipeline;

      import static io.dagwerk.definitions.Input.config;

      import io.dagwerk.definitions.*;
      import java.util.Map;

      public final class Modes implements CodeLocation {
        public record Server(int port) {}
        public record File(String path) {}

        final Resource<String> store =
            Resource.named("store", String.class).from(config(Server.class)).by(server -> "server");
        final Resource<String> file =
            Resource.named("file", String.class).from(config(File.class)).by(file -> "file");
        final Job greet =
            Job.named("greet")
                .mode("default", mode -> mode)
                .mode("local", mode -> mode.with(store, file))
                .preset("remote", preset -> preset.config(Map.of("resources", Map.of("store",
                    Map.of("config", Map.of("port", 1))))))
                .running(graph -> graph.op("hello", String.class).from(store).by(store -> store));
        final Sensor poll = Sensor.named("poll").running(greet).by(() -> Decision.skip("nothing"));

        public Definitions definitions() {
          return Definitions.in(this);
        }
      }
      """;

  @Test
  void aPresetIsBoundInEveryModeAndWhatIsNotEvaluatedIsSaid() throws Exception {
    Path sources = Files.createDirectories(folder.resolve("sources/pipeline"));
    Files.writeString(sources.resolve("Modes.java"), MODES);

    Ended ended = checkOf("sources", "--json");

    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out())
        .contains(
            "\"what\": \"preset 'remote' of job 'greet'\", \"problems\": [], \"notes\": []",
            "\"what\": \"preset 'remote' of job 'greet' in mode 'local'\", \"problems\": [],"
                + " \"notes\": [\"does not fit: ",
            "\"what\": \"sensor 'poll'\", \"problems\": [], \"notes\": [\"not evaluated: ");
  }

  @Test
  void sourcesAreCheckedWithoutSettingsAndWhatDoesNotCompileIsTold() throws Exception {
    Path sources = Files.createDirectories(folder.resolve("sources/pipeline"));
    Files.writeString(
        sources.resolve("Pipeline.java"), PIPELINE.replace("return \"hello\"", "return 1"));
    Files.writeString(sources.resolve("Broken.java"), "package pipeline;\n\nclass Broken {");

    Ended ended = checkOf("sources");

    assertThat(ended.code()).as(ended.err()).isEqualTo(5);
    assertThat(ended.out())
        .contains("location 'sources', definitions: ", "pipeline/Broken.java:3:");
    assertThat(folder.resolve(".dagwerk")).doesNotExist();
  }

  @Test
  void aJarOrFolderOfClassesIsCheckedWithTheClassThatIsNamed() throws Exception {
    UserCode code = UserCode.compile(folder.resolve("good"), PIPELINE, List.of());
    Path libraries = Files.writeString(folder.resolve("libraries"), code.classes().toString());
    String classes = code.classes().toString();

    assertThat(checkOf(classes, "--class-path", libraries.toString(), "--date=2001-01-31").code())
        .isEqualTo(5);
    assertThat(
            checkOf(
                    classes,
                    "--class-path",
                    libraries.toString(),
                    "--definitions",
                    "pipeline.Pipelin")
                .out())
        .contains("did you mean 'pipeline.Pipeline'?");
  }

  private static Document xml(Path file) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(Files.readAllBytes(file)));
  }

  @Test
  void aLocationThatCannotBeLoadedDoesNotHideTheOthers() throws Exception {
    UserCode code = UserCode.compile(folder.resolve("good"), PIPELINE, List.of());
    locate("absent", "pipeline.Absent", code.classes());
    locate("pipeline", "pipeline.Pipeline", code.classes());

    Ended ended = check();

    assertThat(ended.code()).isEqualTo(5);
    assertThat(ended.out()).contains("location 'absent', definitions: ", "location 'pipeline'");
  }

  @Test
  void noSecretOfTheInstanceIsWantedAndTheReportGoesWhereverItIsSaid() throws Exception {
    UserCode code = UserCode.compile(folder.resolve("good"), PIPELINE, List.of());
    locate("pipeline", "pipeline.Pipeline", code.classes());
    Path settings = folder.resolve("dagwerk.yaml");
    Files.writeString(
        settings,
        Files.readString(settings)
            + "postgres: {url: 'jdbc:postgresql://db/x', user: a, password: {env: NOBODY_SETS_IT}}\n");

    Ended ended = check("--junit=target/reports/check.xml");

    assertThat(ended.code()).as(ended.err()).isEqualTo(5);
    assertThat(ended.err()).isEmpty();
    assertThat(folder.resolve("target/reports/check.xml")).content().contains("testcase");

    Ended unwritable = check("--junit=dagwerk.yaml/check.xml");

    assertThat(unwritable.code()).isEqualTo(4);
    assertThat(unwritable.out()).contains("8 checked, 3 with problems");
    assertThat(unwritable.err())
        .contains("dagwerk.yaml/check.xml' of --junit cannot be written", "name one in a folder");
  }

  @Test
  void whatIsNotThereIsNoProblemOfDefinitions() {
    Ended ended = check();

    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.err()).contains("dagwerk.yaml");
  }
}
