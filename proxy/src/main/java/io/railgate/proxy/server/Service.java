package io.railgate.proxy.server;

import io.railgate.embeddings.EncoderPool;
import io.railgate.proxy.backend.Backend;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.set.Models;
import io.vertx.core.Vertx;

/** What every exchange works with. */
record Service(Vertx vertx, RailEngine engine, EncoderPool encoders, Backend backend) {

  Models models() {
    return engine.railSet().settings().backend().models();
  }
}
