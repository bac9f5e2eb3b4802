package io.dagwerk.examples.megajob.tool;

/// A web that answers everything with the same status, without a network: for tests.
public record FakeWeb(Recorder recorder, int status) implements Web {
  @Override
  public Answer send(Call call) {
    recorder.record("web", call.toString());
    return new Answer(status, "");
  }
}
