package io.dagwerk.protocol;

import io.dagwerk.protocol.v1.RunHostProto.Hello;
import io.dagwerk.protocol.v1.RunHostProto.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A process, known beyond any reuse of its number, also to processes that did not start it.
///
/// A system without `/proc` says of no process enough to know it again; there none has an identity.
///
/// @param machine what numbers its processes so: a boot of a machine, and a namespace in it
/// @param started when it started, in ticks of the machine since its boot
public record ProcessIdentity(long pid, String machine, String started) {
  private static final Path PROC = Path.of("/proc");
  private static final Path BOOT = PROC.resolve("sys/kernel/random/boot_id");

  /// Behind the name of the program, in which anything may stand: state, then 18 more, then when it
  /// started.
  private static final int STARTED = 19;

  /// This one, as long as the process lives; empty on a system that says nothing of it.
  private static final Optional<String> MACHINE = machineHere();

  private static Optional<String> machineHere() {
    try {
      return Optional.of(
          Files.readString(BOOT).strip()
              + " "
              + Files.readSymbolicLink(PROC.resolve("self/ns/pid")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// This process.
  public static Optional<ProcessIdentity> current() {
    return Current.IDENTITY;
  }

  /// Looked up once: it is the same as long as the process lives.
  private static final class Current {
    static final Optional<ProcessIdentity> IDENTITY = here(ProcessHandle.current().pid());
  }

  /// The process that has a number here now; empty when none has, or it has ended already.
  public static Optional<ProcessIdentity> here(long pid) {
    return MACHINE.flatMap(machine -> here(pid, machine));
  }

  private static Optional<ProcessIdentity> here(long pid, String machine) {
    try {
      String stat = Files.readString(PROC.resolve(pid + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", STARTED + 2);
      boolean hasEnded = fields[0].equals("Z") || fields[0].equals("X");
      return hasEnded
          ? Optional.empty()
          : Optional.of(new ProcessIdentity(pid, machine, fields[STARTED]));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// The process that a worker says it is, if it says so.
  public static Optional<ProcessIdentity> of(Hello hello) {
    WorkerProcess said = hello.getProcess();
    return hello.hasProcess()
        ? Optional.of(new ProcessIdentity(said.getPid(), said.getMachine(), said.getStarted()))
        : Optional.empty();
  }

  public WorkerProcess toMessage() {
    return WorkerProcess.newBuilder().setPid(pid).setMachine(machine).setStarted(started).build();
  }

  /// As one line that [#parse] reads.
  public String text() {
    return "%d %s %s".formatted(pid, started, machine);
  }

  /// The process that a text says; empty when it says none.
  public static Optional<ProcessIdentity> parse(String text) {
    String[] words = text.split(" ", 3);
    try {
      return words.length == 3
          ? Optional.of(new ProcessIdentity(Long.parseLong(words[0]), words[2], words[1]))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// What numbers the processes here, as [#machine] says it; empty on a system that does not say.
  public static Optional<String> machineOfThis() {
    return MACHINE;
  }

  /// Whether it is a process of another machine, or of a container beside this process, as far as
  /// this one can tell.
  public boolean isElsewhere() {
    return !isHere();
  }

  /// Whether it was a process of this machine, and has ended.
  public boolean isGone() {
    return isHere() && !here(pid).equals(Optional.of(this));
  }

  private boolean isHere() {
    return MACHINE.filter(machine::equals).isPresent();
  }

  /// Kills it with all that it has started, if it is on this machine and lives; else does nothing.
  public void kill() {
    if (here(pid).equals(Optional.of(this))) {
      ProcessHandle.of(pid).ifPresent(ProcessTree::kill);
    }
  }
}
