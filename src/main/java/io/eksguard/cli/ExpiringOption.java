package io.eksguard.cli;

import io.eksguard.config.Loaded;
import io.eksguard.render.Ending;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Whether to list the exceptions that end soon.
final class ExpiringOption {
  @Option(
      names = "--expiring",
      paramLabel = "TIME",
      converter = Days.class,
      description = "Also list the clusters' lines whose `until` comes within TIME: 14d, 2w.")
  private @Nullable Long days;

  /// What ends soon, if that was asked for.
  Optional<Ending> of(Loaded loaded, Ports ports) {
    LocalDate today = LocalDate.now(ports.clock());
    return Optional.ofNullable(days)
        .map(soon -> Ending.of(loaded.desired(), loaded.positions(), today, soon));
  }

  /// Reads `14d`, `2w` as days.
  static final class Days implements ITypeConverter<Long> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,5})([dw])");

    @Override
    public Long convert(String text) {
      var matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException("`" + text + "` is not a time such as 14d or 2w");
      }
      long number = Long.parseLong(matcher.group(1));
      return matcher.group(2).equals("w") ? 7 * number : number;
    }
  }
}
