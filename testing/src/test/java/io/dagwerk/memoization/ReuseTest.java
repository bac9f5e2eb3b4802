package io.dagwerk.memoization;

import static io.dagwerk.definitions.Input.config;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.config.Environment;
import io.dagwerk.config.Secret;
import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Bundle;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Graph;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Mode;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.Type;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.model.Event;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.testing.JobRun;
import io.dagwerk.testing.Result;
import io.dagwerk.testsupport.Covers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What, beside the code of a step, must be the same for its stored outputs to stand in. In a
/// package of its own, because code of Dagwerk's packages is not looked at.
class ReuseTest {
  record Shown(Object value) {}

  record Login(Secret<String> token) {}

  record Box(String text) {}

  interface Mailbox {
    String send(String text);
  }

  record Letters(String sender) implements Mailbox {
    @Override
    public String send(String text) {
      return sender + ": " + text;
    }
  }

  private static Job memoized(Consumer<Graph> wiring) {
    return Job.named("memoized").memoized().running(wiring);
  }

  private static List<String> executed(Result result) {
    assertThat(result.record().summary()).as("how it went").contains("succeeded");
    return result.events(Event.StepStarted.class).stream()
        .map(started -> started.step().toString())
        .toList();
  }

  @Test
  @Covers("S27.5")
  void aNumberAndItsTextAreNotTheSameConfig() {
    Job job =
        memoized(graph ->
            graph.op("show", String.class).from(config(Shown.class)).by(shown -> shown + ""));
    JobRun run = JobRun.of(job);

    assertThat(executed(run.config(shown(5)).run())).containsExactly("show");
    assertThat(executed(run.config(shown(5)).run())).isEmpty();
    assertThat(executed(run.config(shown("5")).run())).containsExactly("show");
    assertThat(executed(run.config(shown(5.0)).run())).containsExactly("show");
    assertThat(executed(run.config(shown("5")).run())).isEmpty();
  }

  private static Map<String, ?> shown(Object value) {
    return Map.of("ops", Map.of("show", Map.of("config", Map.of("value", value))));
  }

  @Test
  @Covers("S27.5")
  void aNumberAndItsTextAreNotTheSameInput() {
    Job job =
        memoized(graph ->
            graph.op("show", String.class).from(Input.external("x", Object.class)).by(x -> x + ""));
    JobRun run = JobRun.of(job);

    assertThat(executed(run.config(x(5)).run())).containsExactly("show");
    assertThat(executed(run.config(x("5")).run())).containsExactly("show");
    assertThat(executed(run.config(x(5)).run())).isEmpty();
  }

  private static Map<String, ?> x(Object value) {
    return Map.of("inputs", Map.of("x", value));
  }

  @Test
  @Covers("S27.6")
  void aStoredValueThatIsGoneIsMadeAgain(@TempDir Path folder) throws Exception {
    Job job =
        memoized(graph -> {
          Op<Integer> first = graph.op("first", Integer.class).by(() -> 20);
          Op<Integer> middle = graph.op("middle", Integer.class).from(first).by(x -> x + 1);
          graph.op("last", Integer.class).from(middle).by(x -> 2 * x);
        });
    LocalRuns runs = new LocalRuns("test", Definitions.of(List.of(job)), LocalOptions.in(folder));
    Result first = new Result(runs.run(Launch.of("memoized")));
    Result unchanged = new Result(runs.run(Launch.of("memoized")));
    Files.delete(fileOf(first, "middle"));
    Result after = new Result(runs.run(Launch.of("memoized")));

    assertThat(executed(first)).containsExactly("first", "middle", "last");
    assertThat(executed(unchanged)).isEmpty();
    assertThat(executed(after)).containsExactly("middle");
    assertThat(executed(new Result(runs.run(Launch.of("memoized"))))).isEmpty();
  }

  @Test
  @Covers("S27.6")
  void aStoredAssetThatIsGoneIsMadeAgain(@TempDir Path folder) throws Exception {
    Asset<Integer> numbers = Asset.named("numbers", Integer.class).by(() -> 20);
    Asset<Integer> twice = Asset.named("twice", Integer.class).from(numbers).by(x -> 2 * x);
    Job job = Job.named("memoized").memoized().materializing(numbers, twice);
    LocalRuns runs =
        new LocalRuns(
            "test", Definitions.of(List.of(numbers, twice, job)), LocalOptions.in(folder));
    Result first = new Result(runs.run(Launch.of("memoized")));
    Files.delete(fileOf(first, "numbers"));

    assertThat(executed(new Result(runs.run(Launch.of("memoized"))))).containsExactly("numbers");
  }

  record Halves(int left, int right) {}

  @Test
  @Covers("S27.6")
  void aBundleStandsInWhenAllItsPartsAreStored(@TempDir Path folder) throws Exception {
    Bundle<Halves> halves = Bundle.named("halves", Halves.class).by(() -> new Halves(1, 2));
    Asset<Integer> left = halves.part("left", Integer.class, Halves::left);
    Asset<Integer> right = halves.part("right", Integer.class, Halves::right);
    Job job = Job.named("memoized").memoized().materializing(left, right);
    LocalRuns runs =
        new LocalRuns(
            "test", Definitions.of(List.of(halves, left, right, job)), LocalOptions.in(folder));
    Result first = new Result(runs.run(Launch.of("memoized")));

    assertThat(first.events(Event.OutputStored.class))
        .extracting(Event.OutputStored::output)
        .containsExactly("left", "right");
    assertThat(executed(new Result(runs.run(Launch.of("memoized"))))).isEmpty();
    try (Stream<Path> files = Files.walk(folder)) {
      Files.delete(
          files
              .filter(Files::isRegularFile)
              .filter(file -> file.toString().contains("left"))
              .findFirst()
              .orElseThrow());
    }
    assertThat(executed(new Result(runs.run(Launch.of("memoized"))))).containsExactly("halves");
  }

  private static Path fileOf(Result result, String step) throws IOException {
    return result.events(Event.OutputStored.class).stream()
        .filter(stored -> stored.step().toString().equals(step))
        .flatMap(stored -> stored.metadata().find("path").stream())
        .map(value -> Path.of(((MetadataValue.PathValue) value).path()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aVariableBehindAnInputCountsByItsValue() {
    Job job =
        memoized(graph ->
            graph
                .op("show", String.class)
                .from(Input.external("x", Integer.class))
                .by(x -> "" + x));
    JobRun run = JobRun.of(job).config(x(Map.of("env", "X")));

    assertThat(executed(run.with(Environment.of(Map.of("X", "1"))).run())).containsExactly("show");
    assertThat(executed(run.with(Environment.of(Map.of("X", "1"))).run())).isEmpty();
    assertThat(executed(run.with(Environment.of(Map.of("X", "2"))).run())).containsExactly("show");
    assertThat(executed(run.config(x(2)).run())).isEmpty();
  }

  @Test
  void variablesInListsAndMapsOfAnInputCountToo() {
    Job job =
        memoized(graph ->
            graph
                .op("show", String.class)
                .from(
                    Input.external("x", Type.listOf(Integer.class)),
                    Input.external("y", Type.mapOf(Integer.class)))
                .by((x, y) -> "" + x + y));
    Map<String, ?> variable = Map.of("env", "X");
    JobRun run =
        JobRun.of(job)
            .config(
                Map.of("inputs", Map.of("x", List.of(1, variable), "y", Map.of("a", variable))));

    assertThat(executed(run.with(Environment.of(Map.of("X", "1"))).run())).containsExactly("show");
    assertThat(executed(run.with(Environment.of(Map.of("X", "1"))).run())).isEmpty();
    assertThat(executed(run.with(Environment.of(Map.of("X", "2"))).run())).containsExactly("show");
  }

  @Test
  void aSecretOfAnInputCountsAndIsNotToBeSeen() {
    Type<String> type =
        Type.of(String.class)
            .named("page")
            .loadedBy(Login.class, login -> "page of " + login.token().reveal().length());
    Job job =
        memoized(graph ->
            graph.op("show", String.class).from(Input.external("x", type)).by(x -> "" + x));
    JobRun run = JobRun.of(job).config(x(Map.of("token", Map.of("env", "TOKEN"))));

    Result first = run.with(Environment.of(Map.of("TOKEN", "tiger-1"))).run();
    Result again = run.with(Environment.of(Map.of("TOKEN", "tiger-1"))).run();
    Result other = run.with(Environment.of(Map.of("TOKEN", "tiger-2"))).run();

    assertThat(executed(first)).containsExactly("show");
    assertThat(executed(again)).isEmpty();
    assertThat(executed(other)).containsExactly("show");
    assertThat(first.record() + " " + other.record()).doesNotContain("tiger");
  }

  @Test
  void theDefaultOfAnInputCounts() {
    JobRun one = JobRun.of(withDefault(1));
    assertThat(executed(one.run())).containsExactly("show");
    assertThat(executed(one.run())).isEmpty();
    assertThat(executed(JobRun.of(withDefault(2)).after(one).run())).containsExactly("show");
  }

  private static Job withDefault(int value) {
    return memoized(graph ->
        graph
            .op("show", String.class)
            .from(Input.external("x", Integer.class, value))
            .by(x -> "" + x));
  }

  @Test
  void theLoaderOfAnInputCounts() {
    JobRun plain = JobRun.of(loading(Type.of(Box.class).loadedBy(String.class, Box::new)));
    JobRun loud =
        JobRun.of(loading(Type.of(Box.class).loadedBy(String.class, text -> new Box(text + "!"))));

    assertThat(executed(plain.config(x("a")).run())).containsExactly("show");
    assertThat(executed(plain.run())).isEmpty();
    assertThat(executed(loud.config(x("a")).after(plain).run())).containsExactly("show");
  }

  @Test
  void anInputWhoseLoaderCannotBeSeenThroughIsAlwaysLoaded() {
    AtomicInteger calls = new AtomicInteger();
    JobRun run =
        JobRun.of(
                loading(
                    Type.of(Box.class)
                        .loadedBy(String.class, text -> new Box(text + calls.incrementAndGet()))))
            .config(x("a"));

    assertThat(executed(run.run())).containsExactly("show");
    assertThat(executed(run.run())).containsExactly("show");
  }

  private static Job loading(Type<Box> type) {
    return memoized(graph ->
        graph
            .op("show", String.class)
            .from(Input.external("x", type.named("box")))
            .by(box -> box.text()));
  }

  @Test
  void theKeysOfAFanOutCount() {
    Job upper =
        memoized(graph ->
            graph
                .fanOut("letters", String.class)
                .keyedBy(letter -> "upper_" + letter)
                .by(() -> List.of("a")));
    Job lower =
        memoized(graph ->
            graph
                .fanOut("letters", String.class)
                .keyedBy(letter -> "lower_" + letter)
                .by(() -> List.of("a")));
    JobRun run = JobRun.of(upper);

    assertThat(executed(run.run())).containsExactly("letters");
    assertThat(executed(run.run())).isEmpty();
    assertThat(executed(JobRun.of(lower).after(run).run())).containsExactly("letters");
  }

  private static final Resource<Mailbox> MAILBOX =
      Resource.named("mailbox", Mailbox.class).version("1").by(() -> new Letters("real"));

  private static Job telling(UnaryOperator<Mode> mode) {
    return Job.named("memoized")
        .memoized()
        .mode("test", mode)
        .running(graph ->
            graph
                .op("tell", String.class)
                .version("1")
                .from(MAILBOX)
                .by(mailbox -> mailbox.send("all is well")));
  }

  private static JobRun inTest(UnaryOperator<Mode> mode) {
    return JobRun.of(telling(mode)).mode("test");
  }

  @Test
  void aFakeOfAModeCountsByItsContent() {
    JobRun ann = inTest(mode -> mode.with(MAILBOX, new Letters("ann")));

    assertThat(executed(ann.run())).containsExactly("tell");
    assertThat(executed(ann.run())).isEmpty();
    assertThat(executed(inTest(mode -> mode.with(MAILBOX, new Letters("bob"))).after(ann).run()))
        .containsExactly("tell");
  }

  @Test
  void aResourceThatIsAValueCountsByItsContent() {
    JobRun ann = inTest(mode -> mode.with(MAILBOX, letters("ann")));

    assertThat(executed(ann.run())).containsExactly("tell");
    assertThat(executed(ann.run())).isEmpty();
    assertThat(executed(inTest(mode -> mode.with(MAILBOX, letters("bob"))).after(ann).run()))
        .containsExactly("tell");
  }

  private static Resource<Mailbox> letters(String sender) {
    return Resource.of("letters", Mailbox.class, new Letters(sender));
  }

  @Test
  void aFakeOfATestCountsByItsContent() {
    Job job = telling(mode -> mode);
    JobRun ann = JobRun.of(job).with(MAILBOX, new Letters("ann"));

    assertThat(executed(ann.run())).containsExactly("tell");
    assertThat(executed(ann.run())).isEmpty();
    assertThat(executed(JobRun.of(job).with(MAILBOX, new Letters("bob")).after(ann).run()))
        .containsExactly("tell");
  }

  @Test
  void aFakeThatMayChangeNeverStandsForItself() {
    AtomicInteger sent = new AtomicInteger();
    JobRun run =
        JobRun.of(telling(mode -> mode)).with(MAILBOX, text -> text + sent.incrementAndGet());

    assertThat(executed(run.run())).containsExactly("tell");
    assertThat(executed(run.run())).containsExactly("tell");
  }

  @Test
  void ofAReplacedResourceTheNeedsOfTheReplacementCount() {
    AtomicInteger opened = new AtomicInteger();
    Resource<String> smtp =
        Resource.named("smtp", String.class).by(() -> "smtp " + opened.incrementAndGet());
    Resource<Mailbox> real =
        Resource.named("mailbox", Mailbox.class).version("1").from(smtp).by(Letters::new);
    JobRun one = inFolder(real, "1");

    assertThat(executed(one.run())).containsExactly("tell");
    assertThat(executed(one.run())).isEmpty();
    assertThat(executed(inFolder(real, "2").after(one).run())).containsExactly("tell");
  }

  /// In a mode where the mailbox is made from a folder, of which the test chooses the version.
  private static JobRun inFolder(Resource<Mailbox> mailbox, String version) {
    Resource<String> folder =
        Resource.named("folder", String.class).version(version).by(() -> "folder " + version);
    Resource<Mailbox> files =
        Resource.named("files", Mailbox.class).version("1").from(folder).by(Letters::new);
    Job job =
        Job.named("memoized")
            .memoized()
            .mode("test", mode -> mode.with(mailbox, files))
            .running(graph ->
                graph
                    .op("tell", String.class)
                    .version("1")
                    .from(mailbox)
                    .by(box -> box.send("all is well")));
    return JobRun.of(job).mode("test");
  }
}
