package io.railgate.proxy.cli;

import io.railgate.rails.attack.Mutation;
import java.util.Iterator;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The names of mutations on the command line. */
final class MutationNames implements ITypeConverter<Mutation>, Iterable<String> {

  @Override
  public Mutation convert(String name) {
    return Mutation.named(name)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "found \"%s\", expected some of %s"
                        .formatted(
                            name,
                            Mutation.all().stream()
                                .map(Mutation::id)
                                .collect(Collectors.joining(", ")))));
  }

  @Override
  public Iterator<String> iterator() {
    return Mutation.all().stream().map(Mutation::id).iterator();
  }
}
