package io.dagwerk.worker;

import io.dagwerk.execution.SecretMask;
import io.dagwerk.model.Event;
import java.util.function.Consumer;

/// What is printed during a run, but by no thread of it.
interface OtherOutput {
  /// There is none.
  OtherOutput NONE =
      new OtherOutput() {
        @Override
        public void begins(SecretMask secrets, Consumer<Event.Printed> prints) {}

        @Override
        public void ends() {}
      };

  /// Gives what is printed from now on, and what nobody was given before, to the run.
  ///
  /// @param secrets hidden in all that is given
  void begins(SecretMask secrets, Consumer<Event.Printed> prints);

  /// Gives the rest; when this returns, nothing more is given.
  void ends();
}
