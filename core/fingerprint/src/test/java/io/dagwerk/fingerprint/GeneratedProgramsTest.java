package io.dagwerk.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Serializable;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random programs under random edits, judged by the generator's own graph and by running them.
///
/// Another sequence: `-Ddagwerk.seed=NUMBER`; more of them: `-Ddagwerk.programs=NUMBER`.
class GeneratedProgramsTest {
  private static final long SEED = Long.getLong("dagwerk.seed", 20010101L);

  /// A sequence with edits of every kind that the tests of the judge need.
  private static final long PLANTED = 20010101L;

  private static final int PROGRAMS = Integer.getInteger("dagwerk.programs", 12);
  private static final int[] ARGUMENTS = {0, 1, 2, 7, -3};

  @TempDir Path folder;

  /// What a version of a program is and does, per function.
  private record Seen(List<Fingerprint> prints, List<List<Integer>> results) {}

  @Test
  void noEditIsMissedAndNoOtherCounts() throws IOException {
    assertThat(judge(UnaryOperator.identity(), PROGRAMS, 5, SEED)).as("seed %d", SEED).isEmpty();
  }

  @Test
  void theJudgeNoticesWhenConstantsAreIgnored() throws IOException {
    assertThat(judge(GeneratedProgramsTest::withoutConstants, 2, 5, PLANTED))
        .anyMatch(each -> each.contains("false reuse"));
  }

  @Test
  void theJudgeNoticesWhenLambdasAreIgnored() throws IOException {
    assertThat(judge(bytes -> without(bytes, GeneratedProgramsTest::isLambda), 6, 5, PLANTED))
        .anyMatch(each -> each.contains("false reuse") && each.contains("LAMBDA"));
  }

  @Test
  void theJudgeNoticesWhenStaticFieldsAreIgnored() throws IOException {
    assertThat(judge(bytes -> without(bytes, GeneratedProgramsTest::isInitialiser), 6, 5, PLANTED))
        .anyMatch(each -> each.contains("false reuse") && each.contains("COMPUTED_FIELD"));
  }

  private List<String> judge(UnaryOperator<byte[]> blinding, int programs, int edits, long seed)
      throws IOException {
    System.out.println("generated programs, seed " + seed);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < programs; i++) {
      GeneratedProgram program = new GeneratedProgram(new Random(seed + i));
      Seen before = see(program, blinding);
      for (int j = 0; j < edits; j++) {
        GeneratedProgram.Edit edit = program.edit();
        Seen after = see(program, blinding);
        for (int function = 0; function < GeneratedProgram.FUNCTIONS; function++) {
          wrong.addAll(verdict(before, after, edit, function));
        }
        before = after;
      }
    }
    return wrong;
  }

  private static List<String> verdict(
      Seen before, Seen after, GeneratedProgram.Edit edit, int function) {
    Fingerprint old = before.prints().get(function);
    Fingerprint now = after.prints().get(function);
    boolean differs = !before.results().get(function).equals(after.results().get(function));
    boolean reached = edit.functions().contains(function);
    String where = " of f" + function + " after: " + edit.what();
    if (now instanceof Fingerprint.Unknown(String reason)) {
      return List.of("unknown (" + reason + ")" + where);
    }
    if (differs && !reached) {
      return List.of("the graph is wrong" + where);
    }
    if (reached && old.equals(now)) {
      return List.of("false reuse" + where);
    }
    return !reached && !old.equals(now) ? List.of("false change" + where) : List.of();
  }

  private Seen see(GeneratedProgram program, UnaryOperator<byte[]> blinding) throws IOException {
    List<Fingerprint> prints = new ArrayList<>();
    List<List<Integer>> results = new ArrayList<>();
    try (CompiledSources compiled = CompiledSources.compile(folder, program.sources())) {
      BlindedClasses loader = new BlindedClasses(compiled.classes(), blinding);
      Fingerprints fingerprints = new Fingerprints();
      for (int i = 0; i < GeneratedProgram.FUNCTIONS; i++) {
        Task<Integer, Integer> function = loader.function("user.Main", "f" + i);
        prints.add(fingerprints.of((Serializable) function));
        List<Integer> values = new ArrayList<>();
        for (int argument : ARGUMENTS) {
          values.add(apply(function, argument));
        }
        results.add(values);
      }
    }
    return new Seen(prints, results);
  }

  private static int apply(Task<Integer, Integer> function, int argument) {
    try {
      return function.apply(argument);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] withoutConstants(byte[] bytes) {
    ClassFile files = ClassFile.of();
    ClassModel model = files.parse(bytes);
    return files.transformClass(
        model,
        ClassTransform.transformingMethodBodies((builder, element) -> {
          if (element instanceof ConstantInstruction constant
              && constant.constantValue() instanceof Integer) {
            builder.iconst_0();
          } else {
            builder.with(element);
          }
        }));
  }

  /// Empties the bodies of some methods.
  private static byte[] without(byte[] bytes, Function<MethodModel, Boolean> emptied) {
    ClassFile files = ClassFile.of();
    ClassModel model = files.parse(bytes);
    return files.build(
        model.thisClass().asSymbol(),
        builder ->
            model.forEach(element -> {
              if (element instanceof MethodModel method && emptied.apply(method)) {
                builder.withMethodBody(
                    method.methodName(),
                    method.methodType(),
                    method.flags().flagsMask(),
                    code -> code.aconst_null().athrow());
              } else {
                builder.with(element);
              }
            }));
  }

  private static boolean isLambda(MethodModel method) {
    return method.methodName().stringValue().startsWith("lambda$n");
  }

  private static boolean isInitialiser(MethodModel method) {
    return method.methodName().equalsString("<clinit>");
  }
}
