package io.dagwerk.execution.io;

import io.dagwerk.definitions.LoadContext;
import io.dagwerk.definitions.Type;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.model.TimeWindow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/// The context of a load, with what is to be closed when its step ends.
public record FakeLoad(
    OutputAddress address, Type<?> type, Metadata metadata, List<AutoCloseable> open)
    implements LoadContext, AutoCloseable {
  public FakeLoad(OutputAddress address, Type<?> type) {
    this(address, type, Metadata.none());
  }

  public FakeLoad(OutputAddress address, Type<?> type, Metadata metadata) {
    this(address, type, metadata, new ArrayList<>());
  }

  @Override
  public void closeAfterStep(AutoCloseable closeable) {
    open.add(closeable);
  }

  /// The end of the step.
  @Override
  public void close() throws IOException {
    for (AutoCloseable each : open) {
      try {
        each.close();
      } catch (IOException | RuntimeException failed) {
        throw failed;
      } catch (Exception failed) {
        throw new IOException(failed);
      }
    }
  }

  @Override
  public Logger log() {
    return NOPLogger.NOP_LOGGER;
  }

  @Override
  public Optional<TimeWindow> window() {
    return Optional.empty();
  }

  @Override
  public RunId runId() {
    return Addresses.RUN;
  }

  @Override
  public StepKey step() {
    return StepKey.of("reader");
  }
}
