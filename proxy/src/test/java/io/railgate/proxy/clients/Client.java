package io.railgate.proxy.clients;

import java.net.URI;
import java.util.List;
import java.util.Set;

/** A client that no one here wrote, behind the little of it that the scenarios need. */
interface Client extends AutoCloseable {

  /**
   * Asks the endpoint as a user of the client would, and tells what that user sees; an error that
   * the user would see is told, not thrown. Comes back when the answer ended or the user left.
   */
  Seen ask(URI endpoint, Question question) throws Exception;

  /** The ids of the endpoint's models. */
  default List<String> models(URI endpoint) throws Exception {
    throw new UnsupportedOperationException("lacks " + Notion.MODELS);
  }

  /** What the client cannot express or does not show; the scenarios leave it out. */
  default Set<Notion> lacks() {
    return Set.of();
  }

  @Override
  default void close() {}
}
