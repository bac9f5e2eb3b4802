package io.dagwerk.browser;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Runs that tick until they are told to stop, at the latest when this is closed, and are over
/// then: all are told by the same file, so none may be left for the next test.
final class Ticking implements AutoCloseable {
  private static final String STOP = "stop";

  private final Server server;
  private final List<String> runs = new ArrayList<>();

  Ticking(Server server) throws IOException {
    this.server = server;
    server.put(STOP, false);
  }

  /// @return the id of its run
  String launch() throws Exception {
    String run = server.launch("ticking");
    runs.add(run);
    return run;
  }

  void stop() throws IOException {
    server.put(STOP, true);
  }

  @Override
  public void close() throws IOException {
    stop();
    try {
      for (String run : runs) {
        server.awaitEnd(run);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("it is not known whether the runs are over", e);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the runs are not over", e);
    }
  }
}
