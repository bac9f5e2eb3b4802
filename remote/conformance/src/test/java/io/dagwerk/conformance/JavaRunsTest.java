package io.dagwerk.conformance;

/// Our own code server keeps the contract.
class JavaRunsTest extends RunsContract {
  JavaRunsTest() {
    super(CodeServers::java);
  }
}
