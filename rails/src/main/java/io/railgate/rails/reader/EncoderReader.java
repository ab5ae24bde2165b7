package io.railgate.rails.reader;

import io.railgate.embeddings.BuiltInModels;
import io.railgate.embeddings.Device;
import io.railgate.embeddings.EncoderModel;
import io.railgate.embeddings.EncoderModel.Batching;
import io.railgate.embeddings.ModelFile;
import io.railgate.embeddings.Pooling;
import io.railgate.rails.set.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads {@code encoder} in {@code railgate.yml}: the name of a built-in one, or a folder of the set
 * with {@code model.onnx}, {@code tokenizer.json} and {@code encoder.yml}; or a mapping of that and
 * the device to run it on.
 */
final class EncoderReader {

  private static final List<String> CHOICES =
      Stream.concat(BuiltInModels.names().stream(), Stream.of("or a folder as ./name")).toList();

  private static final List<String> FILES = List.of("model.onnx", "tokenizer.json", "encoder.yml");

  private static final int MAX_DIMENSION = 8192;
  private static final int MAX_TOKENS = 8192;

  private final SetFolder set;
  private final Scalars scalars;
  private final Problems problems;

  EncoderReader(SetFolder set, Scalars scalars, Problems problems) {
    this.set = set;
    this.scalars = scalars;
    this.problems = problems;
  }

  /** The model that the settings name, or the default; or empty after a problem was added. */
  Optional<EncoderModel> read(Mapping settings) {
    if (!settings.isMapping("encoder")) {
      return settings.has("encoder")
          ? scalars.resolved(settings, "encoder").flatMap(this::model)
          : Optional.of(BuiltInModels.BGE_SMALL_EN_V15_Q);
    }
    return settings.mapping("encoder", "\"encoder\"").flatMap(this::onDevice);
  }

  private Optional<EncoderModel> onDevice(Mapping encoder) {
    encoder.allowOnly(Keys.ENCODER);
    Device device =
        scalars
            .choice(encoder, "device", List.of("cpu", "cuda", "auto"))
            .map(word -> Device.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(Device.CPU);
    Optional<EncoderModel> model =
        encoder.has("model")
            ? scalars.resolved(encoder, "model").flatMap(this::model)
            : ifHere(usual(device), encoder.place());
    if (device != Device.CPU && model.filter(EncoderReader::isForGpus).isEmpty()) {
      model.ifPresent(
          each ->
              problems.add(
                  encoder.placeOf("device"),
                  "device: found \"%s\" with %s, expected cpu: an int8 model, or one whose texts"
                          .formatted(device.word(), each.name())
                      + " must be run alone, gains nothing on a GPU; take "
                      + BuiltInModels.BGE_SMALL_EN_V15.name()));
      return Optional.empty();
    }
    return model.map(each -> each.on(device));
  }

  private static boolean isForGpus(EncoderModel model) {
    return model.batching() == Batching.TOGETHER;
  }

  private static EncoderModel usual(Device device) {
    return device == Device.CPU ? BuiltInModels.BGE_SMALL_EN_V15_Q : BuiltInModels.BGE_SMALL_EN_V15;
  }

  private Optional<EncoderModel> ifHere(EncoderModel model, Place place) {
    if (model.onnx().exists()) {
      return Optional.of(model);
    }
    problems.add(
        place,
        "encoder: %s is not in this build, which is for CPUs; make one by mvn package -Pcuda"
            .formatted(model.name()));
    return Optional.empty();
  }

  /** The model, or empty after a problem was added. */
  private Optional<EncoderModel> model(Text encoder) {
    return isFolder(encoder.value()) ? ofFolder(encoder) : builtIn(encoder);
  }

  /** A path has a separator, or says that it is one. */
  private static boolean isFolder(String encoder) {
    return encoder.contains("/") || encoder.contains("\\") || encoder.startsWith(".");
  }

  private Optional<EncoderModel> builtIn(Text encoder) {
    Optional<EncoderModel> model = BuiltInModels.named(encoder.value());
    if (model.isEmpty()) {
      problems.add(
          encoder.place(),
          "unknown encoder %s%s"
              .formatted(encoder.shown(), DidYouMean.among(encoder.value(), CHOICES)));
    }
    return model.flatMap(each -> ifHere(each, encoder.place()));
  }

  private Optional<EncoderModel> ofFolder(Text encoder) {
    Optional<Path> folder = folder(encoder);
    if (folder.isEmpty() || lacksFiles(encoder, folder.get())) {
      return Optional.empty();
    }
    Optional<ModelFile> onnx = file(folder.get().resolve("model.onnx"));
    Optional<ModelFile> tokenizer = file(folder.get().resolve("tokenizer.json"));
    Path settings = folder.get().resolve("encoder.yml");
    var yaml = new YamlFile(settings.toString(), problems);
    Optional<Mapping> mapping =
        set.read(settings, yaml).flatMap(node -> Mapping.of(node, "encoder.yml", yaml, problems));
    return onnx.isEmpty() || tokenizer.isEmpty()
        ? Optional.empty()
        : mapping.flatMap(keys -> model(keys, encoder.value(), onnx.get(), tokenizer.get()));
  }

  private Optional<Path> folder(Text encoder) {
    try {
      Path folder = set.root().resolve(encoder.value()).normalize();
      if (!Files.isDirectory(folder)) {
        problems.add(
            encoder.place(),
            "encoder: there is no folder %s in the set".formatted(encoder.shown()));
      } else if (set.isWithin(folder)) {
        return Optional.of(folder);
      } else {
        problems.add(
            encoder.place(),
            "encoder: %s leads out of the rail set's folder; put the folder into the set"
                .formatted(encoder.shown()));
      }
    } catch (InvalidPathException e) {
      problems.add(encoder.place(), "encoder: %s is no path".formatted(encoder.shown()));
    } catch (IOException e) {
      problems.add(encoder.place(), "encoder: " + YamlFile.unreadable(e));
    }
    return Optional.empty();
  }

  private boolean lacksFiles(Text encoder, Path folder) {
    List<String> missing =
        FILES.stream().filter(file -> !Files.exists(folder.resolve(file))).toList();
    if (!missing.isEmpty()) {
      problems.add(
          encoder.place(),
          "encoder: the folder %s lacks %s; it needs %s"
              .formatted(encoder.shown(), String.join(", ", missing), String.join(", ", FILES)));
    }
    return !missing.isEmpty();
  }

  private Optional<ModelFile> file(Path path) {
    if (!set.holds(path)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ModelFile.at(path));
    } catch (IOException e) {
      problems.add(Place.of(path.toString()), YamlFile.unreadable(e));
      return Optional.empty();
    }
  }

  private Optional<EncoderModel> model(
      Mapping keys, String folder, ModelFile onnx, ModelFile tokenizer) {
    keys.allowOnly(Keys.ENCODER_FILE);
    keys.require("dimension");
    keys.require("pooling");
    Optional<Long> dimension = scalars.whole(keys, "dimension", 1, MAX_DIMENSION);
    Optional<Pooling> pooling =
        scalars
            .choice(keys, "pooling", List.of("cls", "mean"))
            .map(word -> Pooling.valueOf(word.toUpperCase(Locale.ROOT)));
    Optional<Batching> batching =
        scalars
            .choice(keys, "batching", List.of("alone", "together"))
            .map(word -> Batching.valueOf(word.toUpperCase(Locale.ROOT)));
    Optional<Long> tokens = scalars.whole(keys, "max-tokens", 3, MAX_TOKENS);
    String name = scalars.resolved(keys, "name").map(Text::value).orElse(folder);
    String prefix = keys.text("prefix").map(text -> text.value() + " ").orElse("");
    if (dimension.isEmpty() || pooling.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new EncoderModel(
            name,
            onnx,
            tokenizer,
            dimension.get().intValue(),
            pooling.get(),
            prefix,
            tokens.orElse(512L).intValue(),
            batching.orElse(Batching.ALONE),
            Device.CPU));
  }
}
