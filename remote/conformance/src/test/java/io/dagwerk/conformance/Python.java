package io.dagwerk.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A Python of its own in a folder of the build, with gRPC and what it generates of our messages.
///
/// @param interpreter what runs programs
/// @param path where it finds its modules
record Python(String interpreter, String path) {
  private static final Path REQUIREMENTS =
      Path.of("../../examples/python/requirements.txt").toAbsolutePath().normalize();
  private static final Path MESSAGES =
      Path.of("../protocol/src/main/protobuf").toAbsolutePath().normalize();
  private static final String REMEDY =
      "the conformance of other languages is tested with Python: install python3 (3.9 or newer) "
          + "with its module venv or pip, or leave these tests out with -DexcludedGroups=python";

  /// Makes it where it is not made yet from these requirements.
  ///
  /// @throws IOException when there is no Python, or no gRPC for it, with what to do
  static synchronized Python prepared(Path folder) throws IOException {
    Path made = folder.resolve("made-from");
    Path generated = Files.createDirectories(folder.resolve("generated"));
    Path packages = folder.resolve("packages");
    Path own = folder.resolve("venv/bin/python");
    if (!Files.exists(made) || Files.mismatch(made, REQUIREMENTS) >= 0) {
      install(folder, own, packages);
      Files.copy(REQUIREMENTS, made);
    }
    Python python =
        new Python(
            Files.exists(own) ? own.toString() : "python3", "%s:%s".formatted(generated, packages));
    python.generate(generated);
    return python;
  }

  /// Into an environment of its own; where Python cannot make one, into a folder.
  private static void install(Path folder, Path own, Path packages) throws IOException {
    run(List.of("python3", "--version"));
    try {
      run(List.of("python3", "-m", "venv", folder.resolve("venv").toString()));
      run(List.of(own.toString(), "-m", "pip", "install", "-r", REQUIREMENTS.toString()));
    } catch (IOException e) {
      Files.deleteIfExists(own);
      run(
          List.of(
              "python3",
              "-m",
              "pip",
              "install",
              "--target",
              packages.toString(),
              "-r",
              REQUIREMENTS.toString()));
    }
  }

  /// Whenever it is used, since the messages may have changed.
  private void generate(Path into) throws IOException {
    List<String> command = new ArrayList<>(environment());
    command.addAll(
        List.of(
            interpreter,
            "-m",
            "grpc_tools.protoc",
            "-I" + MESSAGES,
            "--python_out=" + into,
            "--grpc_python_out=" + into));
    try (Stream<Path> files = Files.list(MESSAGES.resolve("dagwerk/v1"))) {
      files.sorted().map(Path::toString).forEach(command::add);
    }
    run(command);
  }

  private List<String> environment() {
    return List.of("env", "PYTHONPATH=" + path, "PYTHONDONTWRITEBYTECODE=1");
  }

  /// How a program is run by it.
  List<String> command(Path program) {
    return Stream.concat(environment().stream(), Stream.of(interpreter, program.toString()))
        .toList();
  }

  private static void run(List<String> command) throws IOException {
    String said;
    int code;
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      code = process.waitFor();
    } catch (IOException e) {
      throw new IOException("%s; %s".formatted(e.getMessage(), REMEDY), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted in " + command, e);
    }
    if (code != 0) {
      throw new IOException("%s ended with %d: %s; %s".formatted(command, code, said, REMEDY));
    }
  }
}
