package io.dagwerk.dev.compiler;

import io.dagwerk.protocol.SharedPackages;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What the process of a compiler does, done in this one, so that its classes are loaded here.
public final class Practice {
  private Practice() {}

  /// @param sources a folder of them
  /// @param engine Dagwerk's own jars
  /// @param store a folder for the classes
  /// @throws IOException when the sources do not compile, with what is wrong
  public static void compile(Path sources, List<Path> engine, Path store) throws IOException {
    Request request =
        new Request(List.of(sources), List.of(), engine, SharedPackages.PREFIXES, List.of(), store);
    Compiler compiler = new Compiler();
    Answer answer = Answer.of(sent(compiler.answer(Request.of(sent(request.toTexts()))).toTexts()));
    if (answer instanceof Answer.Failed(List<Problem> problems)) {
      throw new IOException(problems.toString());
    }
    compiler.warmUp();
  }

  private static List<String> sent(List<String> texts) throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    Texts.write(new DataOutputStream(sent), texts);
    return Texts.read(new DataInputStream(new ByteArrayInputStream(sent.toByteArray())));
  }
}
