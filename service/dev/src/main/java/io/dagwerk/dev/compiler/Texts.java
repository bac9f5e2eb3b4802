package io.dagwerk.dev.compiler;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Lists of texts on a stream, which is all that the compiler's process hears and says.
public final class Texts {
  private static final int MOST = 1_000_000;
  private static final int LONGEST = 1 << 24;

  private Texts() {}

  public static void write(DataOutputStream output, List<String> texts) throws IOException {
    output.writeInt(texts.size());
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      output.writeInt(bytes.length);
      output.write(bytes);
    }
    output.flush();
  }

  /// @throws java.io.EOFException when the stream has ended
  /// @throws IOException when it holds something else
  public static List<String> read(DataInputStream input) throws IOException {
    int count = bounded(input.readInt(), MOST);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[bounded(input.readInt(), LONGEST)];
      input.readFully(bytes);
      texts.add(new String(bytes, StandardCharsets.UTF_8));
    }
    return texts;
  }

  private static int bounded(int number, int most) throws IOException {
    if (number < 0 || number > most) {
      throw new IOException("expected a number up to %d, but found %d".formatted(most, number));
    }
    return number;
  }
}
