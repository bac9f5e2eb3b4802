package io.dagwerk.conformance;

/// Any other code server, asked for by name: no part of the build.
class OtherRuns extends RunsContract {
  OtherRuns() {
    super(CodeServers::other);
  }
}
