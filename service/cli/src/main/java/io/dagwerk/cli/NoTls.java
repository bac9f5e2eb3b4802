package io.dagwerk.cli;

import java.security.KeyManagementException;
import java.security.Provider;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/// The TLS of a client that speaks plain HTTP: none. The JDK's client makes a context for TLS
/// before it knows whether it will need one, which takes longer than to ask and be answered.
final class NoTls extends SSLContextSpi {
  /// A context that makes no connections.
  static SSLContext context() {
    return new Context();
  }

  /// Opens the constructor of the JDK's class.
  private static final class Context extends SSLContext {
    private Context() {
      super(new NoTls(), new NoProvider(), "none");
    }
  }

  /// A provider of nothing.
  private static final class NoProvider extends Provider {
    private static final long serialVersionUID = 1L;

    private NoProvider() {
      super("none", "1", "speaks no TLS");
    }
  }

  @Override
  protected void engineInit(
      KeyManager @Nullable [] keys, TrustManager @Nullable [] trust, @Nullable SecureRandom random)
      throws KeyManagementException {
    throw new KeyManagementException("there is nothing to initialize");
  }

  @Override
  protected SSLParameters engineGetDefaultSSLParameters() {
    return new SSLParameters();
  }

  @Override
  protected SSLParameters engineGetSupportedSSLParameters() {
    return new SSLParameters();
  }

  @Override
  protected SSLSocketFactory engineGetSocketFactory() {
    throw new UnsupportedOperationException("no TLS");
  }

  @Override
  protected SSLServerSocketFactory engineGetServerSocketFactory() {
    throw new UnsupportedOperationException("no TLS");
  }

  @Override
  protected SSLEngine engineCreateSSLEngine() {
    throw new UnsupportedOperationException("no TLS");
  }

  @Override
  protected SSLEngine engineCreateSSLEngine(String host, int port) {
    throw new UnsupportedOperationException("no TLS");
  }

  @Override
  protected SSLSessionContext engineGetServerSessionContext() {
    throw new UnsupportedOperationException("no TLS");
  }

  @Override
  protected SSLSessionContext engineGetClientSessionContext() {
    throw new UnsupportedOperationException("no TLS");
  }
}
