package io.dagwerk.daemon;

import io.dagwerk.model.RunId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The secret of an instance, from which the tokens are made that its processes show each other:
/// whoever has the key knows a right token without having stored it. Immutable.
///
/// A token is the HMAC-SHA256 (RFC 2104) of what it is good for.
public final class InstanceKey {
  private static final int BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  private InstanceKey(byte[] secret) {
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  /// A key that nobody has.
  public static InstanceKey create() {
    return new InstanceKey(random());
  }

  private static byte[] random() {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    return secret;
  }

  /// The key that a file holds; it is made when there is none, readable for its owner alone. Of two
  /// who make it at once, both get the same.
  ///
  /// @throws IOException when it cannot be read or written, or holds no key
  public static InstanceKey in(Path file) throws IOException {
    if (!Files.exists(file)) {
      make(file);
    }
    byte[] secret = Files.readAllBytes(file);
    if (secret.length != BYTES) {
      throw new IOException(
          "'%s' should hold the %d bytes of the instance's key, but holds %d; move it away, and runs that are under way now are lost"
              .formatted(file, BYTES, secret.length));
    }
    return new InstanceKey(secret);
  }

  private static void make(Path file) throws IOException {
    Path made = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
    FileAttribute<?> mine =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(made, options, mine)) {
      ByteBuffer secret = ByteBuffer.wrap(random());
      while (secret.hasRemaining()) {
        channel.write(secret);
      }
      channel.force(true);
    }
    try {
      Files.createLink(file, made);
    } catch (FileAlreadyExistsException another) {
      // It was quicker, and its key is as good.
    } catch (UnsupportedOperationException noLinks) {
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    Files.delete(made);
  }

  /// What the worker of an attempt shows.
  String ofAttempt(RunId run, int attempt) {
    return token("attempt %d of run %s".formatted(attempt, run));
  }

  /// What programs show that ask the instance for something.
  public String ofApi() {
    return token("api");
  }

  private String token(String purpose) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] token = mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    } catch (NoSuchAlgorithmException | InvalidKeyException missing) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, missing);
    }
  }
}
