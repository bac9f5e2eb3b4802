package io.dagwerk.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A certificate for this machine with its key, made by the JDK's keytool.
///
/// @param file the certificate as PEM
/// @param key as PEM
/// @param authority the certificate of who signed it, as PEM
record Certificate(Path file, Path key, Path authority) {
  private static final String PASSWORD = "changeit";

  /// One that is good for a day.
  static Certificate valid(Path folder, String name) throws Exception {
    return create(folder, name, List.of("-validity", "1"));
  }

  /// One that was good until some days ago, signed by one that is.
  static Certificate expired(Path folder, String name) throws Exception {
    return create(folder, name, List.of("-startdate", "-10d", "-validity", "5"));
  }

  private static Certificate create(Path folder, String name, List<String> validity)
      throws Exception {
    Path store = folder.resolve(name + ".p12");
    keytool(store, List.of("-alias", "authority", "-dname", "CN=authority", "-ext", "bc:c"));
    List<String> signed =
        new ArrayList<>(
            List.of(
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-signer",
                "authority",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1"));
    signed.addAll(validity);
    keytool(store, signed);
    KeyStore made = KeyStore.getInstance("PKCS12");
    try (InputStream input = Files.newInputStream(store)) {
      made.load(input, PASSWORD.toCharArray());
    }
    return new Certificate(
        pem(folder.resolve(name + ".pem"), "CERTIFICATE", made.getCertificate(name).getEncoded()),
        pem(
            folder.resolve(name + ".key"),
            "PRIVATE KEY",
            made.getKey(name, PASSWORD.toCharArray()).getEncoded()),
        pem(
            folder.resolve(name + "-ca.pem"),
            "CERTIFICATE",
            made.getCertificate("authority").getEncoded()));
  }

  private static void keytool(Path store, List<String> options)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
    command.addAll(options);
    Path said = Path.of(store + ".log");
    Process keytool =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new AssertionError(Files.readString(said));
    }
  }

  private static Path pem(Path file, String what, byte[] bytes) throws IOException {
    String lines =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes);
    return Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, lines, what));
  }

  List<String> arguments() {
    return List.of("--tls-cert", file.toString(), "--tls-key", key.toString());
  }
}
