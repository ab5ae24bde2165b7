package io.railgate.proxy.server;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Closes a connection that sends a body before the answers to earlier requests have ended. HTTP/1.1
 * lets clients do so, and none does. Vert.x 5.2.0 would read such a body into direct memory, and
 * never release that if the connection ends first. Requests without a body may be pipelined: Netty
 * closes a connection with more than 128 of them. Lives on the connection's event loop.
 */
final class PipelinedBodies extends ChannelDuplexHandler {

  private int unanswered;
  private boolean closed;

  private PipelinedBodies() {}

  /** Watches a new connection; to be called on its event loop. */
  static void refuse(HttpConnection connection) {
    if (connection instanceof ConnectionBase base) {
      ChannelHandlerContext last = base.channelHandlerContext();
      ChannelPipeline pipeline = last.pipeline();
      pipeline.addBefore(last.name(), null, new PipelinedBodies());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext channel, Object message) {
    if (message instanceof HttpRequest) {
      unanswered++;
    }
    if (!closed && unanswered > 1 && message instanceof HttpContent part) {
      closed = part.content().isReadable();
      if (closed) {
        var unused = channel.close();
      }
    }
    if (closed) {
      ReferenceCountUtil.release(message);
    } else {
      channel.fireChannelRead(message);
    }
  }

  @Override
  public void write(ChannelHandlerContext channel, Object message, ChannelPromise promise) {
    boolean informs =
        message instanceof HttpResponse head
            && head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    if (message instanceof LastHttpContent && !informs) {
      unanswered--;
    }
    var unused = channel.write(message, promise);
  }
}
