package io.eksguard.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads how many calls may be under way at once.
final class InFlight implements ITypeConverter<Integer> {
  private static final Pattern FORM = Pattern.compile("[1-9][0-9]{0,3}");
  private static final int MOST = 1000;

  @Override
  public Integer convert(String text) {
    if (!FORM.matcher(text).matches() || Integer.parseInt(text) > MOST) {
      throw new TypeConversionException("`" + text + "` is not a number from 1 to " + MOST);
    }
    return Integer.valueOf(text);
  }
}
