package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.railgate.proxy.openai.ApiError;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What requests may hold together, and one more of it. */
class CapacityTest {

  private static final int LARGEST = 1 << 20;

  private final Capacity capacity = new Capacity();

  @Test
  void asManyRequestsInFlightAsAllowedAndOneMore() {
    List<Capacity.Share> shares = new ArrayList<>();
    for (int i = 0; i < Capacity.MAX_IN_FLIGHT; i++) {
      shares.add(capacity.share());
      shares.getLast().enter();
    }
    Capacity.Share refused = capacity.share();

    assertThatThrownBy(refused::enter)
        .isInstanceOfSatisfying(ApiError.class, CapacityTest::isOverloaded)
        .hasMessage("too many requests are in flight");
    refused.close();
    assertThatThrownBy(() -> capacity.share().enter()).isInstanceOf(ApiError.class);
  }

  @Test
  void aRequestThatEndsMakesRoom() {
    for (int i = 0; i < 2 * Capacity.MAX_IN_FLIGHT; i++) {
      try (Capacity.Share share = capacity.share()) {
        share.enter();
        share.hold(LARGEST);
      }
    }
    assertThatCode(() -> capacity.share().enter()).doesNotThrowAnyException();
  }

  @Test
  void asManyBytesOfBodiesAsAllowedAndOneMore() {
    long counted = LARGEST - Capacity.BODY_BYTES_FOR_EACH;
    for (long left = Capacity.MAX_BODY_BYTES; left > 0; left -= counted) {
      capacity.share().hold((int) Math.min(counted, left) + Capacity.BODY_BYTES_FOR_EACH);
    }
    Capacity.Share refused = capacity.share();
    refused.hold(Capacity.BODY_BYTES_FOR_EACH);

    assertThatThrownBy(() -> refused.hold(1))
        .isInstanceOfSatisfying(ApiError.class, CapacityTest::isOverloaded)
        .hasMessage("too many large requests are being read");
  }

  @Test
  void aSmallBodyIsReadHoweverMuchTheOthersHold() {
    for (int i = 0; i < 63; i++) {
      capacity.share().hold(LARGEST);
    }
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 3; i++) {
                capacity.share().hold(LARGEST);
              }
            })
        .isInstanceOf(ApiError.class);
    Capacity.Share small = capacity.share();

    assertThatCode(() -> small.hold(Capacity.BODY_BYTES_FOR_EACH)).doesNotThrowAnyException();
  }

  private static void isOverloaded(ApiError error) {
    if (error.status() != 503 || error.retryAfter().isEmpty()) {
      throw new AssertionError(error.status() + ", expected 503 with a time to wait");
    }
  }
}
