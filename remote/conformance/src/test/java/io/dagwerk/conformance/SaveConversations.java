package io.dagwerk.conformance;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.RunId;
import io.dagwerk.protocol.Protocol;
import io.dagwerk.protocol.v1.RunHostProto.HostMessage;
import io.dagwerk.protocol.v1.RunHostProto.WorkerMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Saves what worker and run host of this build say to each other, for the builds to come: of a run
/// that succeeds, and of one that is canceled. Run by name; CONTRIBUTING says when.
class SaveConversations {
  /// Its path is in what is saved.
  @TempDir private Path values;

  /// What is done to a run once a step has started.
  private interface Meanwhile {
    void happens(Instance instance, RunId run);
  }

  @Test
  void saveThoseOfThisVersion() throws Exception {
    Path folder = Path.of("saved", "%d.%d".formatted(Protocol.MAJOR, Protocol.MINOR));
    recorded(Instance.config("name", "Ann"), (_, _) -> {}).write(folder.resolve("greeted"));
    recorded(
            Instance.config("mood", "wait"),
            (instance, run) -> instance.host().cancel(run, "not wanted"))
        .write(folder.resolve("canceled"));
  }

  private Conversation recorded(ConfigTree config, Meanwhile meanwhile) throws Exception {
    List<WorkerMessage> worker = new CopyOnWriteArrayList<>();
    List<HostMessage> host = new CopyOnWriteArrayList<>();
    Tap recorder =
        new Tap(
            worker::add,
            message -> {
              host.add(message);
              return List.of(message);
            });
    try (Instance instance =
        new Instance(runHost -> CodeServers.java(runHost, values), store -> store, recorder)) {
      TreeMap<String, String> tags = new TreeMap<>();
      tags.put("owner", "ann");
      RunId run = instance.start(config, tags);
      instance.awaitStarted(run);
      meanwhile.happens(instance, run);
      instance.runs().awaitEnd(run);
      instance.awaitWorkerEnd(run);
    }
    return new Conversation(worker, host);
  }
}
