package io.dagwerk.protocol;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;

/// A process with all that it has started.
public final class ProcessTree {
  private ProcessTree() {}

  /// Kills a process, the session that it leads if it does, and all that it has started; harmless
  /// when all of it is gone.
  public static void kill(ProcessHandle root) {
    List<ProcessHandle> started = root.descendants().toList();
    killGroup(root.pid());
    root.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
  }

  /// There is none when the process leads no session.
  private static void killGroup(long group) {
    try {
      Process kill =
          new ProcessBuilder("/bin/kill", "-KILL", "--", "-" + group)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      kill.waitFor();
    } catch (IOException e) {
      System.getLogger(ProcessTree.class.getName())
          .log(Level.WARNING, "cannot kill the processes of group " + group, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
