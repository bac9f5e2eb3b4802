package io.dagwerk.conformance;

/// Any other code server, asked for by name: no part of the build.
class OtherQuestions extends QuestionsContract {
  OtherQuestions() {
    super(CodeServers::other);
  }
}
