package io.railgate.proxy.shared;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;

/** Tells when a connection ends, whoever ended it. */
record Disconnection(Runnable ended) implements RedisConnectionStateListener {

  @Override
  public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
    ended.run();
  }
}
