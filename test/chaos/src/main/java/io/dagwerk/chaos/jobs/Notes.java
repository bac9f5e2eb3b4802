package io.dagwerk.chaos.jobs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What the steps of all processes write down of what they did, in one file outside Dagwerk. A line
/// is durable before the step goes on.
///
/// A line is `millis worker run step attempt what path detail`, divided by tabs. Where the suite
/// wants to strike, it lays a file with `step place` below `holds`, named by the run: who comes
/// there says so and waits until the file is gone.
final class Notes {
  /// The variable that names the folder; each process of the suite has it.
  static final String FOLDER = "DAGWERK_CHAOS_FOLDER";

  private static final long LONGEST_HOLD_SECONDS = 600;
  private static final Path AT = Path.of(Optional.ofNullable(System.getenv(FOLDER)).orElse("."));

  private static final long WORKER = worker();

  private Notes() {}

  /// The process of the run: this one, or that which has started it for a step of its own.
  static long pid() {
    return WORKER;
  }

  private static long worker() {
    ProcessHandle own = ProcessHandle.current();
    return own.parent().filter(Notes::isWorker).orElse(own).pid();
  }

  private static boolean isWorker(ProcessHandle process) {
    try {
      return Files.readString(
              Path.of("/proc", Long.toString(process.pid()), "cmdline"),
              StandardCharsets.ISO_8859_1)
          .contains("io.dagwerk.worker.WorkerMain");
    } catch (IOException e) {
      // It has ended meanwhile, and this process will.
      return false;
    }
  }

  static Path folder() {
    return AT;
  }

  /// Who does something.
  ///
  /// @param step empty for what belongs to the whole run
  record Doer(String run, String step, int attempt) {}

  static void add(Doer doer, String what, String path, String detail) throws IOException {
    String line =
        String.join(
                "\t",
                Long.toString(System.currentTimeMillis()),
                Long.toString(WORKER),
                doer.run,
                doer.step,
                Integer.toString(doer.attempt),
                what,
                path,
                detail)
            + "\n";
    try (FileChannel file =
        FileChannel.open(
            AT.resolve("record"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      // One write at the end of a file is never mixed with another's.
      var _ = file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
      file.force(false);
    }
  }

  /// Waits where the suite wants to strike.
  ///
  /// @return whether it did
  static boolean hold(Doer doer, String place) throws IOException, InterruptedException {
    Path hold = AT.resolve("holds").resolve(doer.run);
    if (!Files.exists(hold)
        || !Files.readString(hold).equals("%s %s".formatted(doer.step, place))) {
      return false;
    }
    add(doer, "held", "", place);
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_HOLD_SECONDS);
    while (Files.exists(hold) && System.nanoTime() < until) {
      // Another process takes the file away, which wakes nobody here.
      var _ = new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS);
    }
    return true;
  }
}
