package io.railgate.rails.set;

import java.util.List;
import java.util.Optional;

/**
 * Which models clients may ask for, and which one is asked.
 *
 * @param fixed replaces whatever a client asks for
 * @param offered what a client may ask for; not empty unless {@code fixed} is there
 */
public record Models(Optional<String> fixed, List<String> offered) {

  public Models {
    offered = List.copyOf(offered);
    if (fixed.isEmpty() && offered.isEmpty()) {
      throw new IllegalArgumentException("neither a fixed model nor any that is offered");
    }
  }

  /** What {@code GET /v1/models} lists. */
  public List<String> listed() {
    return offered.isEmpty() ? List.of(fixed.orElseThrow()) : offered;
  }

  /**
   * The model to ask when a client asks for {@code asked}; empty when it may not. With a fixed
   * model and nothing offered any name will do, since it is replaced.
   */
  public Optional<String> forwarded(String asked) {
    if (!offered.isEmpty() && !offered.contains(asked)) {
      return Optional.empty();
    }
    return Optional.of(fixed.orElse(asked));
  }
}
