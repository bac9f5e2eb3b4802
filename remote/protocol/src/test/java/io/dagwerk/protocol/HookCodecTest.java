package io.dagwerk.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.HookSnapshot;
import io.dagwerk.protocol.v1.SnapshotProto.Hook;
import java.util.List;
import org.junit.jupiter.api.Test;

class HookCodecTest {
  @Test
  void aHookOfAnEndThatALaterVersionKnowsIsLeftOut() {
    HookSnapshot known = new HookSnapshot("alert", HookSnapshot.End.RETRY);

    assertThat(
            HookCodec.fromMessages(
                List.of(
                    Hook.newBuilder().setName("later").setEndValue(99).build(),
                    HookCodec.toMessage(known),
                    Hook.newBuilder().setName("unsaid").build())))
        .containsExactly(known);
  }
}
