package io.railgate.proxy.clients;

import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.TestProxy;
import io.railgate.rails.RailSetFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * All scenarios, for one client. The proxies and the backend are started once for it; the backend
 * forgets before each scenario.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class ClientContract
    implements AnswersContract,
        ToolsContract,
        ErrorsContract,
        BrokenBackendContract,
        LeavingContract {

  private static final String MONEY =
      """
      rails:
        exchange:
          says: [change money, exchange euros]
          slots: {amount: {number: {max: 500}, ask: "How much?"}}
          prompt: State the result of changing {amount} EUR.
      """;

  private static final String SETTINGS =
      ProxiedBank.SETTINGS.replace("first-byte: 1s", "first-byte: 600ms");

  private static final String STRICT =
      SETTINGS
              .replace("model: approved-model", "models: [gpt-4o-mini]")
              .replace("first-byte: 600ms, idle: 500ms", "first-byte: 10s, idle: 10s")
          + "refusals: error\n";

  private static final String OPENED = SETTINGS + "forward: [tools, tool_choice]\n";

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private Client client;
  private ScriptedBackend backend;
  private TestProxy proxy;
  private TestProxy strict;
  private TestProxy opened;

  /** Makes the client ready; aborts if it cannot be had here. */
  abstract Client open() throws IOException;

  @BeforeAll
  void start(@TempDir Path temp) throws IOException {
    client = closing(open());
    backend = closing(new ScriptedBackend());
    proxy = closing(serve(temp.resolve("set"), SETTINGS));
    strict = closing(serve(temp.resolve("strict"), STRICT));
    opened = closing(serve(temp.resolve("opened"), OPENED));
  }

  private <T extends AutoCloseable> T closing(T part) {
    started.push(part);
    return part;
  }

  private TestProxy serve(Path folder, String settings) {
    new RailSetFolder(folder).settings(settings).rails("money.yml", MONEY);
    return TestProxy.serve(folder, backend.url());
  }

  @BeforeEach
  void forget() {
    backend.forget();
  }

  @AfterAll
  void stop() throws Exception {
    for (AutoCloseable part : started) {
      part.close();
    }
  }

  @Override
  public Client client() {
    return client;
  }

  @Override
  public ScriptedBackend backend() {
    return backend;
  }

  @Override
  public TestProxy proxy() {
    return proxy;
  }

  @Override
  public TestProxy strict() {
    return strict;
  }

  @Override
  public TestProxy opened() {
    return opened;
  }
}
