package io.railgate.proxy.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.rails.set.AccessSettings;
import io.railgate.rails.set.ClientKey;
import io.railgate.rails.set.Groups;
import io.railgate.rails.set.RateLimits;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ClientKeysTest {

  private static final String SHOP = "rg-shop";
  private static final RateLimits OF_SET = new RateLimits(OptionalInt.of(60), OptionalInt.of(30));

  private final ClientKeys keys =
      ClientKeys.of(
          new AccessSettings(
              List.of(
                  key("shop", SHOP, new RateLimits(OptionalInt.of(5), OptionalInt.empty())),
                  key("app", "any thing else".replace(" ", "-"), RateLimits.NONE)),
              OF_SET,
              Optional.empty()));

  @Test
  void aClientIsKnownByItsKey() {
    assertThat(id("Bearer rg-shop")).contains("shop");
    assertThat(id("bearer  rg-shop ")).contains("shop");
    assertThat(id("Bearer any-thing-else")).contains("app");
  }

  @Test
  void nothingElseIsAKey() {
    assertThat(keys.client(List.of())).isEmpty();
    for (String other :
        List.of(
            "",
            "rg-shop",
            "Bearer",
            "Bearer ",
            "Bearer rg-shop2",
            "Bearer rg-sho",
            "Bearer RG-SHOP",
            "Bearer rg-shop rg-shop",
            "Basic rg-shop",
            "Bearer " + KeyDigest.of(SHOP))) {
      assertThat(id(other)).as(other).isEmpty();
    }
    assertThat(keys.client(List.of("Bearer rg-shop", "Bearer rg-shop"))).isEmpty();
  }

  @Test
  void theSetsLimitsHoldWhereAKeySaysNothing() {
    assertThat(keys.client(List.of("Bearer rg-shop")).orElseThrow().limits())
        .isEqualTo(new RateLimits(OptionalInt.of(5), OptionalInt.of(30)));
    assertThat(keys.client(List.of("Bearer any-thing-else")).orElseThrow().limits())
        .isEqualTo(OF_SET);
  }

  @Test
  void withoutKeysEveryoneIsOneClient() {
    ClientKeys open = ClientKeys.of(new AccessSettings(List.of(), OF_SET, Optional.empty()));

    assertThat(open.client(List.of()))
        .isEqualTo(open.client(List.of("Bearer x")))
        .contains(new Client(Optional.empty(), Groups.ALL, OF_SET));
  }

  @Test
  void aNewKeyIsLongAndNeverTheSame() {
    NewKey key = NewKey.random();

    assertThat(key.text()).matches("rg-[A-Za-z0-9_-]{43}");
    assertThat(key.sha256()).isEqualTo(KeyDigest.of(key.text()).toString()).hasSize(64);
    assertThat(NewKey.random().text()).isNotEqualTo(key.text());
    assertThat(key.toString()).doesNotContain(key.text());
  }

  private Optional<String> id(String authorization) {
    return keys.client(List.of(authorization)).flatMap(Client::id);
  }

  private static ClientKey key(String id, String key, RateLimits limits) {
    return new ClientKey(id, KeyDigest.of(key).toString(), Groups.ALL, limits);
  }
}
