package io.railgate.rails.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.embeddings.BuiltInModels;
import io.railgate.embeddings.EncoderModel;
import io.railgate.embeddings.OnnxEncoder;
import io.railgate.rails.RailSetFolder;
import io.railgate.rails.Talk;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.set.RailSet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A set that brings its own encoder. */
class EncoderFolderTest {

  private static final EncoderModel MINILM = BuiltInModels.ALL_MINILM_L6_V2_Q;

  @TempDir Path temp;

  @Test
  void decidesWithTheModelInTheFolder() throws Exception {
    RailSet set =
        RailSetReader.read(
            folder("name: mine\ndimension: 384\npooling: mean\nmax-tokens: 256\n").path());

    assertThat(set.settings().encoder().name()).isEqualTo("mine");
    assertThat(set.settings().encoder().tokenLimit()).isEqualTo(256);
    try (var encoder = new OnnxEncoder(set.settings().encoder());
        RailEngine engine = RailEngine.load(set, encoder)) {
      assertThat(decide(engine, encoder, "I lost my card")).isInstanceOf(Decision.Forward.class);
      assertThat(decide(engine, encoder, "write a poem about the sea"))
          .isInstanceOf(Decision.Refuse.class);
    }
  }

  private RailSetFolder folder(String encoder) {
    RailSetFolder folder =
        new RailSetFolder(temp).settings(RailSetFolder.SETTINGS + "encoder: ./minilm\n");
    folder.write("minilm/model.onnx", MINILM.onnx().read("test"));
    folder.write("minilm/tokenizer.json", MINILM.tokenizer().read("test"));
    return folder.write("minilm/encoder.yml", encoder.getBytes(StandardCharsets.UTF_8));
  }

  private static Decision decide(RailEngine engine, OnnxEncoder encoder, String message) {
    return engine.decide(Conversation.of(Talk.TODAY, UserTurn.of(message, encoder)));
  }
}
