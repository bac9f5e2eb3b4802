package io.dagwerk.conformance;

/// Our own code server keeps the contract.
class JavaQuestionsTest extends QuestionsContract {
  JavaQuestionsTest() {
    super(CodeServers::java);
  }
}
