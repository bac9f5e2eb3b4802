package io.dagwerk.protocol;

import io.dagwerk.model.HookSnapshot;
import io.dagwerk.protocol.v1.SnapshotProto;
import java.util.List;

/// Hooks as messages, and back.
final class HookCodec {
  private static final EnumTable<HookSnapshot.End, SnapshotProto.Hook.End> ENDS =
      EnumTable.of(HookSnapshot.End.class, SnapshotProto.Hook.End.class, "END_");

  private HookCodec() {}

  static SnapshotProto.Hook toMessage(HookSnapshot hook) {
    return SnapshotProto.Hook.newBuilder().setName(hook.name()).setEnd(ENDS.to(hook.end())).build();
  }

  /// Those that are called after an end that this version knows; hooks are only shown.
  static List<HookSnapshot> fromMessages(List<SnapshotProto.Hook> messages) {
    return messages.stream()
        .flatMap(
            it -> ENDS.find(it.getEnd()).map(end -> new HookSnapshot(it.getName(), end)).stream())
        .toList();
  }
}
