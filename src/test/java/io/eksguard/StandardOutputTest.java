package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Results that cannot be written to standard output.
@Timeout(120)
class StandardOutputTest {
  private final StringWriter told = new StringWriter();

  /// Takes so many bytes, and then says why no more.
  private static final class Full extends OutputStream {
    private final String why;
    private int room;

    private Full(int room, String why) {
      this.room = room;
      this.why = why;
    }

    @Override
    public void write(int one) throws IOException {
      if (--room < 0) {
        throw new IOException(why);
      }
    }
  }

  private int ended(OutputStream stream, int code) {
    var out = new StandardOutput(stream);
    out.writer().print("a result");
    return out.ended(code, new PrintWriter(told));
  }

  @Test
  void whatWasWrittenEndsAsItWould() {
    var bytes = new ByteArrayOutputStream();

    assertThat(ended(bytes, 2)).isEqualTo(2);
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("a result");
    assertThat(told.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "2, 1", "6, 1", "64, 64"})
  void whatWasLostIsAnErrorWhateverElseWasFound(int found, int code) {
    assertThat(ended(new Full(3, "No space left on device"), found)).isEqualTo(code);
    assertThat(told.toString())
        .contains("EG404", "the result is not whole: No space left on device.");
  }

  @Test
  void whoeverReadsNoFurtherHasWhatTheyWant() {
    assertThat(ended(new Full(3, "Broken pipe"), 2)).isEqualTo(2);
    assertThat(told.toString()).isEmpty();
  }

  @TempDir private Path folder;

  /// How the program ends whose output a shell lets go there.
  private int shell(String redirected) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\" " + redirected, "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("schema", "output"));
    Process process =
        new ProcessBuilder(command).redirectError(folder.resolve("err").toFile()).start();
    process.getInputStream().close();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  @Test
  void theProgramSaysSoWhereStandardOutputIsClosed() throws IOException, InterruptedException {
    assertThat(shell(">&-")).isEqualTo(1);
    assertThat(Files.readString(folder.resolve("err"))).contains("EG404");
  }

  @Test
  void theProgramIsQuietWhereNobodyReads() throws IOException, InterruptedException {
    assertThat(shell("")).isZero();
    assertThat(folder.resolve("err")).isEmptyFile();
  }
}
