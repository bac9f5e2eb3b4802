package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.config.Environment;
import io.dagwerk.config.Secret;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Preset;
import io.dagwerk.definitions.Resource;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.testsupport.Covers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresetTest {
  record Db(String host, int port) {}

  private final Resource<Db> db =
      Resource.named("db", Db.class).from(Input.config(Db.class)).by(config -> config);
  private final AtomicReference<Op<String>> show = new AtomicReference<>();

  private Job job(UnaryOperator<Preset> preset) {
    return Job.named("show")
        .tag("team", "ops")
        .tag("tier", "1")
        .mode("test", resources -> resources.with(db, new Db("fake", 0)))
        .mode("prod", resources -> resources)
        .preset("nightly", preset)
        .running(graph ->
            show.set(
                graph
                    .op("show", String.class)
                    .from(db, Input.context())
                    .by((open, context) ->
                        open.host() + ":" + open.port() + " " + context.tags())));
  }

  @Test
  @Covers("K3.5")
  void aPresetsModeCannotBeOverruledButItsTagsCan() {
    Job job = job(preset -> preset.mode("test").tag("team", "night").tag("by", "preset"));

    assertThatThrownBy(() -> JobRun.of(job).preset("nightly").mode("prod").run())
        .isInstanceOf(RunRefused.class)
        .hasMessage(
            "preset 'nightly' runs in mode 'test', but mode 'prod' was asked for;"
                + " leave out one of them");
    JobRun run = JobRun.of(job).preset("nightly").tag("by", "call").tag("for", Map.of("x", 1));
    assertThat(run.output(run.run(), show.get()))
        .isEqualTo("fake:0 {team=night, tier=1, by=call, for={\"x\": 1}}");
  }

  @Test
  @Covers("K3.6")
  void ofSeveralFilesTheLaterWinsAndWhatStandsBesideItStays(@TempDir Path folder) throws Exception {
    Path base = folder.resolve("base.yaml");
    Path over = folder.resolve("over.yaml");
    Files.writeString(base, "resources: {db: {config: {host: first, port: 5432}}}");
    Files.writeString(over, "resources:\n  db:\n    config:\n      host: second\n");
    JobRun run = JobRun.of(job(preset -> preset.files(base, over))).preset("nightly");

    assertThat(run.output(run.run(), show.get())).startsWith("second:5432 ");
  }

  @Test
  void theConfigOfTheCallIsLaidOverThePresets() {
    Job job = job(preset -> preset.config(db, new Db("preset", 1)));
    JobRun run =
        JobRun.of(job)
            .preset("nightly")
            .config(Map.of("resources", Map.of("db", GraphTest.config("port", 2))));

    assertThat(run.output(run.run(), show.get())).startsWith("preset:2 ");
  }

  @Test
  void aPresetIsJavaAndYamlTogether() {
    Job job =
        job(preset ->
            preset.config(db, new Db("java", 1)).yaml("resources: {db: {config: {port: 7}}}"));
    JobRun run = JobRun.of(job).preset("nightly");

    assertThat(run.output(run.run(), show.get())).startsWith("java:7 ");
  }

  @Test
  void anUnknownPresetIsRefusedWithThePresetsThereAre() {
    Job job = job(preset -> preset);

    assertThatThrownBy(() -> JobRun.of(job).preset("nighly").run())
        .isInstanceOf(RunRefused.class)
        .hasMessage("no preset 'nighly'; there are [nightly]; did you mean 'nightly'?");
  }

  record Account(String user, List<Secret<String>> passwords) {}

  @Test
  void aPresetWithASecretInJavaIsRefusedAndSaysWhatToWrite() {
    Resource<Account> account =
        Resource.named("account", Account.class)
            .from(Input.config(Account.class))
            .by(config -> config);
    Job job =
        Job.named("show")
            .preset(
                "nightly",
                preset ->
                    preset.config(
                        account,
                        new Account(
                            "scott",
                            List.of(
                                Secret.env("FIRST"), Secret.of("tiger-2"), Secret.of("tiger-3")))))
            .running(graph -> graph.op("show").from(account).doing(_ -> {}));

    assertThatThrownBy(() -> JobRun.of(job).preset("nightly").run())
        .isInstanceOf(RunRefused.class)
        .hasMessage(
            """
            preset 'nightly': the secret at passwords[1] of resource 'account' stands in Java, but \
            would be stored and shown; give the variable that holds it: Secret.env("NAME")
            preset 'nightly': the secret at passwords[2] of resource 'account' stands in Java, but \
            would be stored and shown; give the variable that holds it: Secret.env("NAME")\
            """);
  }

  @Test
  void aSecretThatAPresetSaysInYamlIsUsedAndNotShown() {
    record Login(String user, Secret<String> password) {}
    Resource<String> login =
        Resource.named("login", String.class)
            .from(Input.config(Login.class))
            .by(config -> config.user() + config.password().reveal().length());
    AtomicReference<Op<String>> show = new AtomicReference<>();
    Job job =
        Job.named("show")
            .preset(
                "nightly",
                preset ->
                    preset.yaml("resources: {login: {config: {user: scott, password: tiger}}}"))
            .running(
                graph -> show.set(graph.op("show", String.class).from(login).by(open -> open)));
    JobRun run = JobRun.of(job).preset("nightly");

    assertThat(run.output(run.run(), show.get())).isEqualTo("scott5");
    assertThat(
            new LocalRuns("test", Definitions.of(List.of(login, job)), LocalOptions.inMemory())
                .snapshot()
                .toString())
        .contains("scott", "***")
        .doesNotContain("tiger");
  }

  @Test
  void aPresetMayNameTheVariableOfASecret() {
    record Login(Secret<String> password) {}
    Resource<String> length =
        Resource.named("length", String.class)
            .from(Input.config(Login.class))
            .by(login -> "" + login.password().reveal().length());
    AtomicReference<Op<String>> show = new AtomicReference<>();
    Job job =
        Job.named("show")
            .preset("nightly", preset -> preset.config(length, new Login(Secret.env("PASSWORD"))))
            .running(
                graph -> show.set(graph.op("show", String.class).from(length).by(open -> open)));
    JobRun run = JobRun.of(job).preset("nightly").with(Environment.of(Map.of("PASSWORD", "tiger")));

    assertThat(run.output(run.run(), show.get())).isEqualTo("5");
  }

  @Test
  void aPresetWithoutItsFileIsRefusedByNames(@TempDir Path folder) {
    Job job = job(preset -> preset.files(folder.resolve("gone.yaml")));

    assertThatThrownBy(() -> JobRun.of(job).run())
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("preset 'nightly'")
        .hasMessageContaining("gone.yaml");
  }
}
