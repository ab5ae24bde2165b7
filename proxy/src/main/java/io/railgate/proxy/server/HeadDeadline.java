package io.railgate.proxy.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection when the head of a request takes too long, however little of it comes now and
 * then: counted from the connection's start for its first request, and from the head's first byte
 * for each that follows. Vert.x knows only how long a connection may be silent, so this reaches for
 * the channel. Lives on the connection's event loop.
 */
final class HeadDeadline {

  private final Duration time;
  private @Nullable ScheduledFuture<?> clock;
  private boolean betweenRequests;

  private HeadDeadline(Duration time) {
    this.time = time;
  }

  /** Watches a new connection; to be called on its event loop. */
  static void watch(HttpConnection connection, Duration time) {
    if (connection instanceof ConnectionBase base) {
      ChannelPipeline pipeline = base.channelHandlerContext().pipeline();
      ChannelHandlerContext decoder = pipeline.context(HttpRequestDecoder.class);
      HeadDeadline deadline = new HeadDeadline(time);
      pipeline.addBefore(decoder.name(), null, deadline.new Bytes());
      pipeline.addAfter(decoder.name(), null, deadline.new Messages());
      deadline.start(decoder);
    }
  }

  private void start(ChannelHandlerContext channel) {
    betweenRequests = false;
    clock =
        channel.executor().schedule(() -> expire(channel), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void stop() {
    if (clock != null) {
      clock.cancel(false);
      clock = null;
    }
  }

  /** Empty lines between requests are no part of a head (RFC 9112, 2.2). */
  private static boolean isBlank(Object bytes) {
    return bytes instanceof ByteBuf buffer
        && buffer.forEachByte(one -> one == '\r' || one == '\n') < 0;
  }

  private static void expire(ChannelHandlerContext channel) {
    var unused = channel.close();
  }

  /** Sees what comes before it is decoded. */
  private final class Bytes extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext channel, Object bytes) {
      if (betweenRequests && !isBlank(bytes)) {
        start(channel);
      }
      channel.fireChannelRead(bytes);
    }

    @Override
    public void channelInactive(ChannelHandlerContext channel) {
      stop();
      channel.fireChannelInactive();
    }
  }

  /** Sees what was decoded: each request's head, parts of its body, and its end. */
  private final class Messages extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext channel, Object message) {
      if (message instanceof HttpRequest) {
        stop();
      }
      if (message instanceof LastHttpContent) {
        betweenRequests = true;
      }
      channel.fireChannelRead(message);
    }
  }
}
