package io.dagwerk.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The TCP connections of a process, which the kernel is told to destroy: both sides see them
/// broken, and what had arrived before is still read. Only root can do that, with `ss`.
final class Links {
  private static final Pattern LOCAL_PORT = Pattern.compile("^\\S+ +\\S+ +\\S+:([0-9]+) ");

  private Links() {}

  /// Whether the kernel and the rights of this process allow it.
  static boolean mayBeCut() throws InterruptedException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket one = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket other = server.accept()) {
      destroy(one.getLocalPort());
      other.setSoTimeout(1_000);
      // Nobody sends anything: what comes is the end, or the time is over.
      return other.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      // It was reset, or there is no such program.
      return !(e.getMessage() + "").contains("Cannot run program");
    }
  }

  /// The ports on this side of the connections that a process has now.
  static List<Integer> of(long pid) throws IOException, InterruptedException {
    String process = "pid=" + pid + ",";
    return run("ss", "-tnpH", "state", "established").stream()
        .filter(line -> line.contains(process))
        .map(LOCAL_PORT::matcher)
        .filter(Matcher::find)
        .map(port -> Integer.valueOf(port.group(1)))
        .toList();
  }

  /// Destroys the connection, if it is still there.
  static void destroy(int localPort) throws IOException, InterruptedException {
    var _ = run("ss", "-KtnH", "state", "established", "sport", "=", ":" + localPort);
  }

  private static List<String> run(String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("ss", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("ss does not end");
      }
      return Files.readAllLines(output, StandardCharsets.UTF_8);
    } finally {
      Files.delete(output);
    }
  }
}
