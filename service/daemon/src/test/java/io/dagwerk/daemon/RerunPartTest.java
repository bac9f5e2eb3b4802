package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.daemon.RerunRequest.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How much of a run is executed again, as a tag.
class RerunPartTest {
  @Test
  void eachPartIsReadAsItWasWritten() {
    List<Part> parts =
        List.of(
            new Part.All(),
            new Part.FromFailure(),
            new Part.Selected("load+"),
            new Part.SelectedAndDownstream("all"),
            new Part.Selected("from failure"));

    assertThat(parts)
        .allSatisfy(part -> assertThat(RerunPart.of(RerunPart.text(part))).contains(part));
  }

  @Test
  void anyOtherTextSaysNone() {
    assertThat(RerunPart.of("some of it")).isEmpty();
  }
}
