package io.dagwerk.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.AppendResult;
import io.dagwerk.spi.RunStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What every store keeps whose process is killed.
public abstract class KilledProcessContract extends StorageContract {
  private static final int ROUNDS = 3;
  private static final int ACKNOWLEDGED = 200;

  /// The class whose `main` calls [Appending#run] on the stores of this test, and its arguments.
  protected abstract List<String> program();

  /// The stores as another process finds them.
  protected abstract void reopen() throws Exception;

  @Test
  void nothingAcknowledgedIsLostWhenItsProcessIsKilled() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      storage.close();
      Process process = start();
      long acknowledged;
      RunId run;
      try (BufferedReader output = process.inputReader()) {
        run = RunId.of(line(output).orElseThrow());
        acknowledged = acknowledged(output, ACKNOWLEDGED * (round + 1));
        // By its handle: what it printed before is still to be read.
        process.toHandle().destroyForcibly();
        acknowledged = Math.max(acknowledged, acknowledged(output, Integer.MAX_VALUE));
      }
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      reopen();
      judge(run, acknowledged);
    }
  }

  private Process start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx256m"));
    // Nobody reads what its libraries log.
    command.add("-Dslf4j.internal.verbosity=ERROR");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(program());
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static Optional<String> line(BufferedReader output) {
    try {
      return Optional.ofNullable(output.readLine());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// The last number that was acknowledged, of up to so many.
  private static long acknowledged(BufferedReader output, int most) {
    long last = 0;
    for (int i = 0; i < most; i++) {
      Optional<String> line = line(output);
      if (line.isEmpty()) {
        return last;
      }
      String[] words = line.get().split(" ", -1);
      // The last line may be cut off.
      last = words.length == 2 && isWhole(words[1]) ? Long.parseLong(words[1]) : last;
    }
    return last;
  }

  /// A batch ends with a multiple of its size; a number that was cut off rarely is one, and then
  /// stands for less than was acknowledged.
  private static boolean isWhole(String number) {
    return !number.isEmpty() && Long.parseLong(number) % Appending.OF_BATCH == 0;
  }

  private void judge(RunId run, long acknowledged) {
    List<String> texts = new ArrayList<>();
    List<String> page = List.of();
    do {
      page =
          storage.journal().read(run, texts.size(), 10_000).stream()
              .map(event -> event.event().text())
              .toList();
      texts.addAll(page);
    } while (!page.isEmpty());
    long stored = texts.size() - 2L;
    assertThat(acknowledged).isPositive();
    assertThat(stored).isGreaterThanOrEqualTo(acknowledged);
    assertThat(texts.subList(2, texts.size()))
        .isEqualTo(LongStream.rangeClosed(1, stored).mapToObj(i -> "e" + i).toList());
    assertThat(append(Given.batch(run, stored - 3, stored + 1)))
        .isEqualTo(new AppendResult.Stored(stored + 1, RunStatus.STARTING));
  }
}
