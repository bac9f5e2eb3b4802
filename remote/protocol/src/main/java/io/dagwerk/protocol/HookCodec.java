package io.dagwerk.protocol;

import io.dagwerk.model.HookSnapshot;
import io.dagwerk.protocol.v1.SnapshotProto;

/// Hooks as messages, and back.
final class HookCodec {
  private static final EnumTable<HookSnapshot.End, SnapshotProto.Hook.End> ENDS =
      EnumTable.of(HookSnapshot.End.class, SnapshotProto.Hook.End.class, "END_");

  private HookCodec() {}

  static SnapshotProto.Hook toMessage(HookSnapshot hook) {
    return SnapshotProto.Hook.newBuilder().setName(hook.name()).setEnd(ENDS.to(hook.end())).build();
  }

  static HookSnapshot fromMessage(SnapshotProto.Hook message) {
    return new HookSnapshot(message.getName(), ENDS.from(message.getEnd()));
  }
}
