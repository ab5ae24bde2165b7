package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.railgate.proxy.ServedBank;
import io.railgate.proxy.TestProxy;
import io.vertx.core.VertxOptions;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The proxy answers the same however its sockets are served. */
@EnabledOnOs(OS.LINUX)
class SocketsTest {

  @RegisterExtension final ServedBank bank = new ServedBank();

  @ParameterizedTest
  @EnumSource
  void asksTheBackendAndAnswers(Sockets sockets) {
    requireHere(sockets);
    ProxyOptions options = ProxyOptions.DEFAULT.withSockets(sockets);
    try (TestProxy proxy =
        TestProxy.serve(bank.folder(), bank.backend().url(), TestProxy.encoder(), options)) {
      var answer = proxy.ask("somebody took my card");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("railgate-action")).hasValue("forward");
      assertThat(bank.received()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void areServedAsAsked(Sockets sockets) {
    requireHere(sockets);
    var vertx = sockets.vertx(new VertxOptions());
    try {
      assertThat(vertx.isNativeTransportEnabled()).isEqualTo(sockets != Sockets.NIO);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  /** A kernel or a container may forbid what this machine's system has. */
  private static void requireHere(Sockets sockets) {
    try {
      sockets.require();
    } catch (StartFailed e) {
      abort(e.getMessage());
    }
  }
}
