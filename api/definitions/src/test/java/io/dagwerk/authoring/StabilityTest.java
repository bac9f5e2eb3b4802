package io.dagwerk.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.authoring.RecordedLogs.Line;
import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Executor;
import io.dagwerk.definitions.Experimental;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Observed;
import io.dagwerk.definitions.OldLibrary;
import io.dagwerk.definitions.Stability;
import io.dagwerk.model.Condition;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigWarning;
import io.dagwerk.testsupport.Covers;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.event.Level;

/// What a user hears of elements that may change or go away. In a package of its own, as the user's
/// code is: the place that is named is the first one outside of the API.
@SuppressWarnings("removal") // uses what goes away, to hear of it
class StabilityTest {
  private static final String EXPERIMENTAL = "io.dagwerk.experimental";
  private static final String DEPRECATED = "io.dagwerk.deprecated";

  @Test
  @Covers("S17.1")
  void theFirstUseOfAnExperimentalElementWarnsOfTheElementAndThePlace() {
    List<Line> lines =
        RecordedLogs.during(() -> Asset.named("a", String.class).automatedBy(Condition.eager()));

    assertThat(lines)
        .singleElement()
        .satisfies(line -> {
          assertThat(line.logger()).isEqualTo(EXPERIMENTAL);
          assertThat(line.level()).isEqualTo(Level.WARN);
          assertThat(line.message())
              .contains("'Asset.automatedBy' is experimental and may change: only tests")
              .containsPattern("used in .*StabilityTest.*\\(StabilityTest\\.java:\\d+\\)");
        });
  }

  @Test
  @Covers("S17.1")
  void whatIsNotExperimentalIsSilent() {
    assertThat(
            RecordedLogs.during(() -> {
              Asset<String> asset = Asset.named("a", String.class).group("raw").by(() -> "x");
              Job.named("job").executor(Executor.threads(2)).materializing(asset);
            }))
        .isEmpty();
  }

  @Test
  void aPlaceThatIsPassedAgainDoesNotWarnAgain() {
    assertThat(
            RecordedLogs.during(() -> {
              for (int i = 0; i < 3; i++) {
                Asset.named("a", String.class).automatedBy(Condition.eager());
              }
            }))
        .hasSize(1);
  }

  @Test
  void everyPlaceWarns() {
    assertThat(
            RecordedLogs.during(() -> {
              Asset.named("a", String.class).automatedBy(Condition.eager());
              Asset.named("b", String.class).automatedBy(Condition.eager());
            }))
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("experimentalElements")
  void everyElementThatIsMarkedWarns(Runnable use, String element) {
    assertThat(RecordedLogs.during(use))
        .singleElement()
        .satisfies(line -> assertThat(line.message()).startsWith("'" + element + "' is experi"));
  }

  static Stream<Arguments> experimentalElements() {
    return Stream.of(
        Arguments.of(
            use(() ->
                Asset.external("a")
                    .observing(look -> look.by(() -> Observed.version("1")))
                    .defined()),
            "ExternalAsset.observing"));
  }

  private static Runnable use(Runnable action) {
    return action;
  }

  @Test
  @Covers("S17.2")
  void mutingTheLoggerOfOneCategorySilencesThatOneOnly() {
    Runnable both =
        () -> {
          Asset.named("a", String.class).automatedBy(Condition.eager());
          OldLibrary.oldName();
        };

    assertThat(RecordedLogs.duringMuted(EXPERIMENTAL, both))
        .extracting(Line::logger)
        .containsExactly(DEPRECATED);
  }

  @Test
  @Covers("S16.4")
  void aDeprecatedElementIsMarkedForJavacAndWarnsOncePerPlaceWithItsReplacement()
      throws NoSuchMethodException {
    List<Line> lines =
        RecordedLogs.during(() -> {
          for (int i = 0; i < 3; i++) {
            assertThat(OldLibrary.oldName()).isEqualTo(OldLibrary.newName());
          }
        });

    Deprecated mark = OldLibrary.class.getMethod("oldName").getAnnotation(Deprecated.class);
    assertThat(mark.since()).isEqualTo("0.2");
    assertThat(mark.forRemoval()).isTrue();
    assertThat(lines)
        .singleElement()
        .satisfies(line -> {
          assertThat(line.logger()).isEqualTo(DEPRECATED);
          assertThat(line.message())
              .startsWith(
                  "'OldLibrary.oldName' is deprecated and will be gone in 0.3;"
                      + " use 'OldLibrary.newName' (used in ")
              .contains("StabilityTest.java:");
        });
    assertThat(
            RecordedLogs.during(() -> {
              OldLibrary.oldName();
              OldLibrary.oldName();
            }))
        .as("one per place")
        .hasSize(2);
  }

  @Test
  @Covers("S16.3")
  void aSwitchTurnsWarningsIntoErrors() {
    System.setProperty(Stability.PROPERTY, "strict");
    try {
      assertThatThrownBy(() -> OldLibrary.oldName())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("'OldLibrary.oldName' is deprecated");
      assertThatThrownBy(() -> Asset.named("a", String.class).automatedBy(Condition.eager()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("'Asset.automatedBy' is experimental");
    } finally {
      System.clearProperty(Stability.PROPERTY);
    }
  }

  @Test
  @Covers({"S16.1", "S16.5"})
  void aDeprecatedEntryOfAConfigDocumentWarnsOncePerPlaceInTheSameChannel() {
    ConfigWarning one = renamed("ops.load.config");
    ConfigWarning other = renamed("ops.save.config");

    List<Line> lines =
        RecordedLogs.during(() -> {
          for (int i = 0; i < 3; i++) {
            Stability.warn(one);
            Stability.warn(other);
          }
        });

    assertThat(lines).extracting(Line::logger).containsOnly(DEPRECATED);
    assertThat(lines)
        .extracting(Line::message)
        .containsExactly(
            "ops.load.config.host_name: use 'host'", "ops.save.config.host_name: use 'host'");
    assertThat(RecordedLogs.duringMuted(DEPRECATED, () -> Stability.warn(renamed("muted"))))
        .isEmpty();
  }

  private static ConfigWarning renamed(String place) {
    return new ConfigWarning(ConfigPath.of(place.split("\\.")).entry("host_name"), "use 'host'");
  }

  @Test
  void theMarkSaysWhatIsNotSettled() throws NoSuchMethodException {
    Method method = Asset.Builder.class.getMethod("automatedBy", Condition.class);

    assertThat(((AnnotatedElement) method).getAnnotation(Experimental.class).value())
        .isEqualTo("only tests evaluate conditions yet, on a Clockwork");
  }
}
