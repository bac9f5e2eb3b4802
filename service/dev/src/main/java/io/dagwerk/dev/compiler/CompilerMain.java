package io.dagwerk.dev.compiler;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;

/// The process that compiles: answers a [Request] on standard input by an [Answer] on standard
/// output, one after the other, until its input ends.
public final class CompilerMain {
  /// How often it compiles for practice.
  private static final int PRACTICE = 3;

  private CompilerMain() {}

  /// @param arguments none
  public static void main(String[] arguments) throws IOException {
    DataInputStream input = new DataInputStream(new BufferedInputStream(System.in));
    DataOutputStream output = new DataOutputStream(new BufferedOutputStream(System.out));
    // What anything else prints is no answer.
    System.setOut(System.err);
    Compiler compiler = new Compiler();
    int practised = 0;
    try {
      while (true) {
        Texts.write(output, compiler.answer(Request.of(Texts.read(input))).toTexts());
        while (practised < PRACTICE && input.available() == 0) {
          practised++;
          compiler.warmUp();
        }
      }
    } catch (EOFException end) {
      // Whoever asked has gone.
    }
  }
}
