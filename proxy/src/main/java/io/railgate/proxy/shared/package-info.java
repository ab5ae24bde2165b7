/**
 * What replicas of one proxy share by a Redis or Valkey server, beside what each knows itself: how
 * much of its limits a client has had, and digests of the replies that were given. {@link
 * io.railgate.proxy.shared.SharedStore} is the server as one replica sees it, there or away;
 * nothing here waits for it on the caller's thread. It is sent digests and numbers alone.
 *
 * <p>The client is Lettuce: it is asynchronous, pipelines what many event loops ask over one
 * connection, so that there is no pool to wait for, and runs on the Netty that Vert.x runs on. That
 * of Vert.x itself has no release for the Vert.x that is used here.
 */
@NullMarked
package io.railgate.proxy.shared;

import org.jspecify.annotations.NullMarked;
