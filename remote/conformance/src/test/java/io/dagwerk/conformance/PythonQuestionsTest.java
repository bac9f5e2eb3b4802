package io.dagwerk.conformance;

import org.junit.jupiter.api.Tag;

/// The example in Python is a code server as ours is.
@Tag("python")
class PythonQuestionsTest extends QuestionsContract {
  PythonQuestionsTest() {
    super(CodeServers::python);
  }
}
