package io.railgate.proxy.access;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Counts what clients ask, each client for itself. Safe for many threads. */
public interface Rates {

  /**
   * Takes one more for a client. Does not block; where nothing else has to be asked, the stage is
   * complete when it is returned.
   *
   * @return how the client stands; empty if it has no limit of this kind
   */
  CompletionStage<Optional<Taken>> take(Client client, Kind kind);
}
