package io.dagwerk.protocol;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.protocol.v1.CommonProto;

/// Errors as messages, and back.
public final class ErrorCodec {
  private ErrorCodec() {}

  public static CommonProto.Error toMessage(ErrorInfo error) {
    return CommonCodec.toMessage(error);
  }

  /// @throws UnreadableMessage when nothing was thrown
  public static ErrorInfo fromMessage(CommonProto.Error message) {
    return CommonCodec.fromMessage(message);
  }
}
