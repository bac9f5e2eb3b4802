package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.RunId;
import io.dagwerk.model.SizeLimit;
import io.dagwerk.model.SizeLimits;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.LogKey;
import io.dagwerk.spi.LogSlice;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is beyond a limit is answered as the table of limits says, by an instance with real
/// workers.
class LimitsTest {
  private static final String SOURCE =
      """
      package pipeline;

      import static io.dagwerk.definitions.Input.context;

      import io.dagwerk.definitions.*;
      import io.dagwerk.model.MetadataValue;

      public final class Pipeline implements CodeLocation {
        final Job greet =
            Job.named("greet").running(graph -> graph.op("hello", String.class).by(() -> "hello"));
        final Job talk = Job.named("talk").running(graph -> graph.op("talk").from(context()).doing(Pipeline::talk));
        final Job fail = Job.named("fail").running(graph -> graph.op("fail").doing(Pipeline::fail));
        final Job facts =
            Job.named("facts").running(graph -> graph.op("facts").from(context()).doing(Pipeline::facts));
        final Job flood = Job.named("flood").running(graph -> graph.op("flood").doing(Pipeline::flood));
        final Asset<Void> landed = Asset.external("landed").defined();

        static void flood() {
          String text = " of a step that prints without end".repeat(3);
          for (long number = 0; !Thread.currentThread().isInterrupted(); number++) {
            System.out.println(number + text);
          }
        }

        static void fail() {
          throw new IllegalStateException("z".repeat(50_000));
        }

        static void facts(Context context) {
          for (int i = 0; i < 20; i++) {
            context.report("fact " + i, "y".repeat(2_000));
          }
        }

        static void talk(Context context) {
          String large = "x".repeat(100_000);
          context.log().info(large);
          System.out.println(large);
          System.out.println("the next line");
          context.report("text", large);
          context.report("link", MetadataValue.url(large));
          context.report("rows", 7);
        }

        @Override
        public Definitions definitions() {
          return Definitions.in(this);
        }
      }
      """;

  private static final long PRINTED = 16_000_000;

  @TempDir private static Path folder;
  private static Instance instance;

  @BeforeAll
  static void start() throws Exception {
    instance =
        Instance.limited(
            folder,
            SOURCE,
            SizeLimits.DEFAULT
                .with(SizeLimit.TAGS, 2)
                .with(SizeLimit.CONFIG, 1_000)
                .with(SizeLimit.LOG_LINE, 2_000)
                .with(SizeLimit.METADATA_VALUE, 3_000)
                .with(SizeLimit.EVENT, 16_000)
                .with(SizeLimit.PRINTED, PRINTED));
    instance.awaitReady();
  }

  @AfterAll
  static void stop() {
    instance.close();
  }

  private static void launch(LaunchRequest request) {
    var _ = instance.daemon().launch(Principal.LOCAL, request);
  }

  @Test
  void aLaunchWithTooManyTagsIsRefused() {
    LaunchRequest tagged = LaunchRequest.of("greet").tag("team", "sales").tag("cost", "low");

    assertThat(instance.daemon().preview(Principal.LOCAL, tagged).tags())
        .containsKeys("team", "cost", "dagwerk/launched_by");
    assertThatThrownBy(() -> launch(tagged.tag("dagwerk/mine", "yes")))
        .isInstanceOf(Refused.class)
        .hasMessage(
            "the run has 3 tags, but limits.tags is 2; give less, or raise that setting of dagwerk.yaml");
    assertThat(instance.daemon().list(RunFilter.all(), Optional.empty(), 10)).isEmpty();
  }

  @Test
  void aLaunchWithTooLargeAConfigIsRefusedBeforeItsCodeIsAsked() {
    ConfigTree large = ConfigTree.of(Map.of("no", "x".repeat(1_000)));

    assertThatThrownBy(() -> launch(LaunchRequest.of("greet").config(large)))
        .isInstanceOf(Refused.class)
        .hasMessage(
            "the config of the run, as JSON, has 1,010 bytes, but limits.config is 1,000; give less, or raise that setting of dagwerk.yaml");
  }

  @Test
  void whatAStepSaysBeyondALimitIsCutAndTheStepSucceeds() throws Exception {
    RunId run = instance.launch("talk");

    assertThat(instance.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    String cut = "x".repeat(2_000) + " [98,000 bytes are missing here: limits.logLine is 2,000]";
    assertThat(instance.events(run))
        .filteredOn(Event.Logged.class::isInstance)
        .extracting(event -> ((Event.Logged) event).message())
        .containsExactly(cut);
    LogKey printed = new LogKey(run, 1, Optional.of(StepKey.of("talk")), Event.Stream.STDOUT);
    assertThat(instance.daemon().readLog(printed, 0, 1 << 20).bytes().text())
        .isEqualTo(cut + "\nthe next line\n");
    Metadata facts = facts(run);
    assertThat(facts.find("text"))
        .contains(
            MetadataValue.text(
                "x".repeat(3_000)
                    + " [97,000 bytes are missing here: limits.metadataValue is 3,000]"));
    assertThat(facts.find("link"))
        .contains(
            MetadataValue.text(
                "[an address of 100,000 bytes is missing here: limits.metadataValue is 3,000]"));
    assertThat(facts.find("rows")).contains(MetadataValue.number(7));
  }

  @Test
  void ofAStepThatPrintsWithoutEndTheNewestIsKeptWhileAnotherRunEnds() throws Exception {
    RunId loud = instance.launch("flood");
    LogKey key = new LogKey(loud, 1, Optional.of(StepKey.of("flood")), Event.Stream.STDOUT);
    instance.await(() -> firstLine(key), line -> line.contains("bytes are missing here"));

    RunId other = instance.launch("greet");

    assertThat(instance.awaitEnd(other).status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(instance.run(loud).status()).isEqualTo(RunStatus.STARTED);
    instance.daemon().cancel(Principal.LOCAL, loud, "it is enough");
    assertThat(instance.awaitEnd(loud).status()).isEqualTo(RunStatus.CANCELED);
    instance.await(() -> isClosed(key), isClosed -> isClosed);
    assertKeptIsTheEnd(key);
  }

  private static String firstLine(LogKey key) {
    return instance.daemon().readLog(key, 0, 1_000).bytes().text().lines().findFirst().orElse("");
  }

  private static boolean isClosed(LogKey key) {
    return instance.daemon().readLog(key, Long.MAX_VALUE / 2, 1).isWhole();
  }

  /// Whether one line about the gap is followed by whole lines to the end.
  private static void assertKeptIsTheEnd(LogKey key) {
    StringBuilder text = new StringBuilder();
    LogSlice slice = instance.daemon().readLog(key, 0, ComputeLogs.MOST);
    long begin = slice.end() - ComputeLogs.MOST;
    for (; slice.bytes().size() > 0; slice = readOn(key, slice)) {
      text.append(slice.bytes().text());
    }
    List<String> lines = text.toString().lines().toList();
    assertThat(lines.getFirst())
        .isEqualTo(
            "[%,d bytes are missing here: of what a step prints, limits.printed keeps the newest]"
                .formatted(begin));
    assertThat(slice.end() - begin).isBetween(PRINTED - 6_000_000, PRINTED);
    long first = number(lines.get(1));
    for (int i = 1; i < lines.size(); i++) {
      assertThat(number(lines.get(i))).isEqualTo(first + i - 1);
    }
  }

  private static LogSlice readOn(LogKey key, LogSlice slice) {
    return instance.daemon().readLog(key, slice.end(), ComputeLogs.MOST);
  }

  private static long number(String line) {
    return Long.parseLong(line.substring(0, line.indexOf(' ')));
  }

  @Test
  void anEventThatIsTooLargeIsStoredWithItsLargestPartsCut() throws Exception {
    RunId failed = instance.launch("fail");
    RunId many = instance.launch("facts");

    assertThat(instance.awaitEnd(failed).status()).isEqualTo(RunStatus.FAILED);
    assertThat(instance.events(failed))
        .filteredOn(Event.StepFailed.class::isInstance)
        .extracting(event -> ((Event.StepFailed) event).error().message())
        .singleElement()
        .satisfies(message ->
            assertThat(message).startsWith("zzz").contains("missing here").hasSizeLessThan(16_000));
    assertThat(instance.awaitEnd(many).status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(facts(many).values()).hasSize(20);
    assertThat(facts(many).find("fact 19").toString()).contains("missing here");
  }

  private static Metadata facts(RunId run) {
    return instance.events(run).stream()
        .filter(Event.FactsReported.class::isInstance)
        .map(event -> ((Event.FactsReported) event).metadata())
        .reduce(Metadata.none(), Metadata::and);
  }

  @Test
  void aReportWithTooLargeAValueIsRefused() {
    AssetReport report =
        new AssetReport(
            AssetKey.of("landed"),
            Optional.empty(),
            new AssetReport.Finding.Observed(Optional.empty()),
            Metadata.of("rows", 7).and("sample", "x".repeat(3_001)));

    assertThatThrownBy(() -> instance.daemon().assets().report(Principal.LOCAL, report))
        .isInstanceOf(Refused.class)
        .hasMessage(
            "metadata 'sample' has 3,001 bytes, but limits.metadataValue is 3,000; give less, or raise that setting of dagwerk.yaml");
    assertThat(instance.daemon().assets().history(AssetKey.of("landed"), Optional.empty(), 10))
        .isEmpty();
  }
}
