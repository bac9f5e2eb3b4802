package io.dagwerk.protocol;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// A process with all that it has started.
public final class ProcessTree {
  private static final System.Logger LOG = System.getLogger(ProcessTree.class.getName());
  private static final Path KILL = Path.of("/bin/kill");
  private static final Path PROC = Path.of("/proc");

  /// Behind the name of the program, in which anything may stand: state, parent, group, session.
  private static final int SESSION = 3;

  /// Processes may start others while they are killed.
  private static final int MOST_ROUNDS = 10;

  private static final long LONGEST_KILL_SECONDS = 10;
  private static final AtomicBoolean SAID = new AtomicBoolean();

  private ProcessTree() {}

  /// Kills a process, the session that it leads if it does, and all that it has started; harmless
  /// when all of it is gone.
  public static void kill(ProcessHandle root) {
    kill(root, KILL);
  }

  /// Kills all that this process has started, and the rest of the session that it leads if it does:
  /// also what started processes have left behind. This process itself lives.
  public static void killStarted() {
    List<ProcessHandle> started = ProcessHandle.current().descendants().toList();
    if (Files.isDirectory(PROC)) {
      killSession(ProcessHandle.current().pid());
    } else {
      sayOnce("there is no " + PROC);
    }
    started.forEach(ProcessHandle::destroyForcibly);
  }

  /// @param program kills a whole group at once; small systems have none
  static void kill(ProcessHandle root, Path program) {
    List<ProcessHandle> started = root.descendants().toList();
    boolean hasProgram = Files.isExecutable(program);
    boolean hasProc = Files.isDirectory(PROC);
    if (hasProgram) {
      killGroup(root.pid(), program);
    }
    if (hasProc) {
      killSession(root.pid());
    }
    if (!hasProgram && !hasProc) {
      sayOnce("there is neither %s nor %s".formatted(program, PROC));
    }
    root.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
  }

  /// There is none when the process leads no session.
  private static void killGroup(long group, Path program) {
    try {
      Process kill =
          new ProcessBuilder(program.toString(), "-KILL", "--", "-" + group)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!kill.waitFor(LONGEST_KILL_SECONDS, TimeUnit.SECONDS)) {
        kill.destroyForcibly();
      }
    } catch (IOException e) {
      sayOnce(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Also those of it whose parents have ended, and those that lead a group of their own.
  private static void killSession(long session) {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      List<ProcessHandle> members = members(session);
      if (members.isEmpty()) {
        return;
      }
      members.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private static List<ProcessHandle> members(long session) {
    List<ProcessHandle> members = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        long pid = Long.parseLong(process.getFileName().toString());
        if (pid != ProcessHandle.current().pid() && isAliveIn(session, process)) {
          ProcessHandle.of(pid).ifPresent(members::add);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      sayOnce(e.toString());
    }
    return members;
  }

  private static boolean isAliveIn(long session, Path process) {
    return fields(process)
        .filter(fields -> !fields[0].equals("Z") && !fields[0].equals("X"))
        .filter(fields -> fields[SESSION].equals(Long.toString(session)))
        .isPresent();
  }

  private static Optional<String[]> fields(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
      return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", SESSION + 2));
    } catch (IOException e) {
      // It has ended meanwhile.
      return Optional.empty();
    }
  }

  private static void sayOnce(String why) {
    if (SAID.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "what workers start may live on when they end, where its parent has ended: " + why);
    }
  }
}
