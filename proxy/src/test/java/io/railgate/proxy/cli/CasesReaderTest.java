package io.railgate.proxy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.railgate.rails.RailSetFolder;
import io.railgate.rails.evaluation.Labelled;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.set.Place;
import io.railgate.rails.set.RailId;
import io.railgate.rails.set.RailSetInvalid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CasesReaderTest {

  private static final Optional<RailId> GREETING = Optional.of(new RailId("cards", "greeting"));

  @TempDir Path temp;

  @Test
  void readsTextsRailsAndPlaces() throws CasesInvalid {
    List<Labelled> read =
        read(
            """
            text,rail
            hello,cards.greeting
            "a, ""b""
            and c",

            good morning, cards.greeting
            """);

    assertThat(read)
        .containsExactly(
            new Labelled("hello", GREETING, place(2, 1)),
            new Labelled("a, \"b\"\nand c", Optional.empty(), place(3, 1)),
            new Labelled("good morning", GREETING, place(6, 1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text,rail\nhello,cards.greeting\n",
        "text,rail\nhello,cards.greeting",
        "\uFEFFtext,rail\nhello,cards.greeting\n",
        "text,rail\r\nhello,cards.greeting\r\n",
        "\uFEFF\"text\",\"rail\"\r\n\"hello\",\"cards.greeting\"\r\n\r\n",
      })
  void readsWhatSpreadsheetsWrite(String csv) throws CasesInvalid {
    assertThat(read(csv)).containsExactly(new Labelled("hello", GREETING, place(2, 1)));
  }

  @Test
  void keepsLineEndsInQuotedTexts() throws CasesInvalid {
    List<Labelled> read = read("text,rail\r\n\"a\r\nb\",\r\nc,\r\n");

    assertThat(read).extracting(Labelled::text).containsExactly("a\r\nb", "c");
    assertThat(read.get(1).place()).isEqualTo(place(4, 1));
  }

  @Test
  void readsSeveralFilesInOrder() throws CasesInvalid, RailSetInvalid {
    Path one = write("one.csv", "text,rail\nhello,cards.greeting\n");
    Path two = write("two.csv", "text,rail\nhi,\n");

    assertThat(CasesReader.read(List.of(two, one), RailSetReader.read(folder().path())))
        .extracting(Labelled::text)
        .containsExactly("hi", "hello");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                         | 1:1: the file is empty, expected the header text,rail
          `\\n \\n`                  | 1:1: the file is empty, expected the header text,rail
          `text\\nhello\\n`          | 1:1: found the header "text", expected text,rail
          `text,intent\\nhello,x\\n` | 1:1: found the header "text,intent", expected text,rail
          `rail,text\\nx,hello\\n`   | 1:1: found the header "rail,text", expected text,rail
          `text,rail,x\\na,,\\n`     | 1:1: found the header "text,rail,x", expected text,rail
          `text;rail\\na;b\\n`       | 1:1: found the header "text;rail", expected text,rail
          `hello,cards.greeting\\n`  | 1:1: found the header "hello,cards.greeting", expected text,rail
          `text,rail\\n`             | 1:1: found no row below the header
          `text,rail\\n\\n`          | 1:1: found no row below the header
          `text,rail\\nhello\\n`     | 2:1: found 1 column, expected 2: text,rail; a rail may be empty, its comma not missing
          `text,rail\\na,b,c,d\\n`   | 2:1: found 4 columns, expected 2: text,rail; put a text with commas in double quotes
          `text,rail\\n ,cards.greeting\\n` | 2:1: the text is empty
          `text,rail\\na,\\nhello,cards.greting\\n` | 3:7: there is no rail "cards.greting"; did you mean "cards.greeting"?
          `text,rail\\nhello,xyz\\n` | 2:7: there is no rail "xyz"
          `text,rail\\nhello,greeting\\n` | 2:7: there is no rail "greeting"
          `text,rail\\n"a\\nb",\\n"c,\\n` | 4:1: the quote that opens here is not closed
          `text,rail\\na,"cards.greeting\\n` | 2:3: the quote that opens here is not closed
          `text,rail\\n"a"b,\\n`     | 2:1: found more text after the closing quote of what begins here; write a quote in a quoted text twice: ""
          `text,rail\\na,\\nb\\0c,\\n` | 3:2: found the character NUL; delete it
          """)
  void saysWhatIsWrongAndWhere(String csv, String problem) {
    assertThatThrownBy(() -> read(csv.replace("\\n", "\n").replace("\\0", "\0")))
        .isInstanceOf(CasesInvalid.class)
        .hasMessage("%s:%s\n1 error; nothing was evaluated".formatted(file(), problem));
  }

  @Test
  void saysAllAtOnce() {
    assertThatThrownBy(() -> read("text,rail\na,x\nb\n,cards.greeting\n"))
        .isInstanceOf(CasesInvalid.class)
        .hasMessageContainingAll(":2:3: there is", ":3:1: found 1 column", ":4:1: the text is")
        .hasMessageEndingWith("\n3 errors; nothing was evaluated");
  }

  @Test
  void doesNotFloodTheTerminal() {
    assertThatThrownBy(() -> read("text,rail\n" + "a,b\n".repeat(51)))
        .hasMessageContaining(":51:3: there is no rail \"b\"\n… and 1 more\n51 errors;");
    assertThatThrownBy(() -> read("text,rail\n" + "a,b\n".repeat(50)))
        .hasMessageEndingWith(":51:3: there is no rail \"b\"\n50 errors; nothing was evaluated");
    assertThatThrownBy(() -> read("text,rail\na," + "b".repeat(81) + "\n"))
        .hasMessageContaining("there is no rail \"" + "b".repeat(80) + "...\"");
    assertThatThrownBy(() -> read("text,rail\na,b\u001Bc\n"))
        .hasMessageContaining("there is no rail \"b c\"");
  }

  @Test
  void saysWhereAFileIsNotUtf8() throws IOException {
    Files.write(
        temp.resolve("cases.csv"),
        "text,rail\nna\u00EFve,\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> read(temp.resolve("cases.csv")))
        .hasMessageStartingWith(
            file() + ":2:3: is not UTF-8 text from here on; save it with the encoding UTF-8\n");
  }

  @Test
  void readsUpToTenMebibytes() throws CasesInvalid {
    String head = "text,rail\nhello,\n";
    String most = head + "\n".repeat(CasesReader.MAX_BYTES - head.length());

    assertThat(most).hasSize(10 * 1024 * 1024);
    assertThat(read(most)).hasSize(1);
    assertThatThrownBy(() -> read(most + "\n"))
        .hasMessageStartingWith(file() + ": the file is larger than 10 MiB; split it into several");
  }

  @Test
  void readsOneLongText() throws CasesInvalid {
    String text = "a".repeat(CasesReader.MAX_BYTES - 12);

    assertThat(read("text,rail\n" + text + ",")).extracting(Labelled::text).containsExactly(text);
  }

  @Test
  void saysWhyAFileCannotBeRead() {
    assertThatThrownBy(() -> read(temp.resolve("cases.csv")))
        .hasMessage(
            file() + ": cannot be read: there is no such file\n1 error; nothing was evaluated");
    assertThatThrownBy(() -> read(temp)).hasMessageStartingWith(temp + ": cannot be read: ");
  }

  private List<Labelled> read(String csv) throws CasesInvalid {
    return read(write("cases.csv", csv));
  }

  private List<Labelled> read(Path file) throws CasesInvalid {
    try {
      return CasesReader.read(List.of(file), RailSetReader.read(folder().path()));
    } catch (RailSetInvalid e) {
      throw new AssertionError(e);
    }
  }

  private RailSetFolder folder() {
    return new RailSetFolder(temp.resolve("bank"));
  }

  private Path write(String name, String csv) {
    try {
      return Files.writeString(temp.resolve(name), csv);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Place place(int line, int column) {
    return new Place(file(), line, column);
  }

  private String file() {
    return temp.resolve("cases.csv").toString();
  }
}
