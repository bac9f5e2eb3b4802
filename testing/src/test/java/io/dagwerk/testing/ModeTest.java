package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Definition;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.InvalidDefinitions;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Resource;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.Event.ResourceOpened;
import io.dagwerk.testsupport.Covers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ModeTest {
  interface Mailbox {
    String send(String text);
  }

  record Smtp(String host) implements Mailbox {
    @Override
    public String send(String text) {
      return "sent to " + host + ": " + text;
    }
  }

  record SmtpConfig(String host) {}

  record Folder(String path) {}

  private final Calls calls = new Calls();
  private final Resource<Mailbox> mailbox =
      Resource.named("mailbox", Mailbox.class)
          .from(Input.config(SmtpConfig.class))
          .by(config -> new Smtp(config.host()));
  private final Resource<Folder> folder =
      Resource.named("folder", Folder.class).from(Input.config(Folder.class)).by(config -> config);
  private final Resource<Mailbox> files =
      Resource.named("files", Mailbox.class)
          .from(folder)
          .by(where -> text -> "wrote to " + where.path() + ": " + text);
  private final AtomicReference<Op<String>> tell = new AtomicReference<>();

  private final Job job =
      Job.named("tell")
          .mode("test", resources -> resources.with(mailbox, recording()))
          .mode("local", resources -> resources.with(mailbox, files))
          .running(graph ->
              tell.set(
                  graph.op("tell", String.class).from(mailbox).by(box -> box.send("all is well"))));

  private Mailbox recording() {
    return text -> calls.record("send", text, "noted");
  }

  private static Map<String, ?> resource(String name, String entry, String value) {
    return Map.of("resources", Map.of(name, GraphTest.config(entry, value)));
  }

  @Test
  @Covers("S43.1")
  void theSameJobRunsForRealAndInTestByTheModeAlone() {
    JobRun real = JobRun.of(job).config(resource("mailbox", "host", "mail.example.org"));
    JobRun test = JobRun.of(job).mode("test");

    assertThat(real.output(real.run(), tell.get()))
        .isEqualTo("sent to mail.example.org: all is well");
    assertThat(test.output(test.run(), tell.get())).isEqualTo("noted");
  }

  @Test
  @Covers("S43.3")
  void aRecordingFakeTellsItsCallsByStep() {
    JobRun.of(job).mode("test").run();

    assertThat(calls.of("tell")).containsExactly("send(all is well)");
    assertThat(calls.of("other")).isEmpty();
  }

  @Test
  @Covers("S43.5")
  void aTestPutsOneResourceInPlaceWithoutAModeOfItsOwn() {
    JobRun run = JobRun.of(job).with(mailbox, text -> "faked");

    assertThat(run.output(run.run(), tell.get())).isEqualTo("faked");
  }

  @Test
  void aModesResourceMayBeMadeFromOthersWithConfigOfTheirOwn() {
    JobRun run = JobRun.of(job).mode("local").config(resource("folder", "path", "/tmp/mail"));

    Result result = run.run();

    assertThat(result.events(ResourceOpened.class))
        .extracting(ResourceOpened::resource)
        .containsExactly("folder", "files");
    assertThat(run.output(result, tell.get())).isEqualTo("wrote to /tmp/mail: all is well");
  }

  @Test
  void theConfigOfWhatAModeReplacesIsNeitherNeededNorWrong() {
    assertThat(JobRun.of(job).mode("test").run().succeeded()).isTrue();
    assertThat(
            JobRun.of(job)
                .mode("test")
                .config(resource("mailbox", "host", "mail.example.org"))
                .run()
                .succeeded())
        .isTrue();
    assertThatThrownBy(() -> JobRun.of(job).mode("local").run())
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("resources")
        .hasMessageContaining("folder");
  }

  @Test
  void anUnknownModeIsRefusedWithTheModesThereAre() {
    assertThatThrownBy(() -> JobRun.of(job).mode("tests").run())
        .isInstanceOf(RunRefused.class)
        .hasMessage("no mode 'tests'; there are [default, test, local]; did you mean 'test'?");
  }

  @Test
  void theSchemaForAllModesRequiresOnlyWhatAllOfThemNeed() {
    LocalRuns runs =
        new LocalRuns(
            "test", Definitions.of(List.of(mailbox, folder, files, job)), LocalOptions.inMemory());
    ConfigSchema schema = runs.snapshot().jobs().getFirst().config();

    assertThat(((ConfigSchema.Shape) schema).isOptional()).isTrue();
  }

  private final Resource<Folder> archive = Resource.named("archive", Folder.class).givenByModes();
  private final Asset<String> report =
      Asset.named("report", String.class).from(archive).by(Folder::path);
  private final Asset<String> other = Asset.named("other", String.class).by(() -> "other");

  private Job.Builder archived() {
    return Job.named("archived")
        .mode("prod", resources -> resources.with(archive, folder))
        .mode("test", resources -> resources.with(archive, new Folder("memory")));
  }

  private static LocalRuns runs(Definition... definitions) {
    return new LocalRuns("test", Definitions.of(List.of(definitions)), LocalOptions.inMemory());
  }

  @Test
  @Covers("K3.1")
  void aJobThatNeedsWhatIsLeftToItsModesIsNotLaunchedWithoutOne() {
    for (Job archived :
        List.of(
            archived().materializing(report),
            archived().materializing(Job.select("+key:report")),
            archived()
                .running(graph -> graph.op("show", String.class).from(archive).by(Folder::path)))) {
      LocalRuns runs = runs(archive, folder, report, other, archived);

      assertThat(runs.snapshot().jobs().getFirst().modes()).containsExactly("prod", "test");
      assertThatThrownBy(() -> runs.run(Launch.of("archived")))
          .isInstanceOf(RunRefused.class)
          .hasMessage(
              "job 'archived' has no mode 'default', because resource 'archive' is given by modes;"
                  + " launch it in one of [prod, test]");
      assertThatThrownBy(() -> runs.run(Launch.of("archived").mode("default")))
          .hasMessage("no mode 'default'; there are [prod, test]");
      assertThat(runs.run(Launch.of("archived").mode("test")).succeeded()).isTrue();
    }
  }

  @Test
  @Covers("S43.2")
  void aSelectionIsResolvedToFindWhatAModeDoesNotGive() {
    Job broken = Job.named("broken").mode("test", mode -> mode).materializing(Job.select("report"));
    Job fine = Job.named("fine").mode("test", mode -> mode).materializing(Job.select("other"));

    assertThatThrownBy(() -> runs(archive, report, other, broken, fine))
        .isInstanceOf(InvalidDefinitions.class)
        .hasMessageContaining(
            "mode 'test' of job 'broken' does not give resource 'archive', which the job needs")
        .hasMessageNotContaining("'fine'");
    assertThat(runs(archive, report, other, fine).snapshot().jobs().getFirst().modes())
        .containsExactly("default", "test");
  }

  @Test
  void aTestPutsAFakeInPlaceOfWhatIsLeftToModes() {
    JobRun run = JobRun.of(archived().materializing(report)).with(archive, new Folder("fake"));
    Materialization made =
        Materialization.inMemory().with(archive, new Folder("fake")).with(folder, new Folder("f"));

    assertThat(run.run().succeeded()).isTrue();
    assertThat(made.value(report)).isEqualTo("fake");
    assertThat(Materialization.inMemory().value(other)).isEqualTo("other");
    assertThatThrownBy(() -> Materialization.inMemory().value(report))
        .hasMessageContaining(
            "mode 'default' of job 'materialization' does not give resource 'archive', which the"
                + " job needs; add with(...) to it");
  }

  @Test
  void theModeOfAPresetIsTheModeOfItsLaunch() {
    Job job = archived().preset("nightly", preset -> preset.mode("test")).materializing(report);

    assertThat(JobRun.of(job).preset("nightly").run().succeeded()).isTrue();
  }
}
