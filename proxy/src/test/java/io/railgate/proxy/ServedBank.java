package io.railgate.proxy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** For each test: the proxy with the small rail set, in front of a scripted backend. */
public final class ServedBank implements BeforeEachCallback, AfterEachCallback {

  private @Nullable Path folder;
  private @Nullable ScriptedBackend backend;
  private @Nullable TestProxy proxy;

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    folder = Files.createTempDirectory("bank");
    backend = new ScriptedBackend();
    proxy = TestProxy.serve(ProxiedBank.in(folder).path(), backend.url());
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    proxy().close();
    backend().close();
    try (Stream<Path> files = Files.walk(folder())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The set's folder. */
  public Path folder() {
    return started(folder);
  }

  public ScriptedBackend backend() {
    return started(backend);
  }

  /** What the backend was sent. */
  public List<ScriptedBackend.Received> received() {
    return backend().received();
  }

  public TestProxy proxy() {
    return started(proxy);
  }

  /** Another proxy with the same set, in front of another backend; the caller's to close. */
  public TestProxy inFrontOf(URI elsewhere) {
    return TestProxy.serve(folder(), elsewhere);
  }

  private static <T> T started(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("there is nothing before the test begins");
    }
    return part;
  }
}
