package io.eksguard.cli;

import io.eksguard.model.Permission;
import java.util.Arrays;
import java.util.Iterator;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// How many calls a second a service may get.
record CallRate(String service, int perSecond) {
  private static final Pattern FORM = Pattern.compile("([a-z]+)=([1-9][0-9]{0,4})");

  private static SortedSet<String> services() {
    return Arrays.stream(Permission.values())
        .map(Permission::service)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Reads `guardduty=10`.
  static final class Reader implements ITypeConverter<CallRate> {
    @Override
    public CallRate convert(String text) {
      var matcher = FORM.matcher(text);
      if (!matcher.matches() || !services().contains(matcher.group(1))) {
        throw new TypeConversionException(
            "`%s` is not SERVICE=N: a service (%s), and how many calls a second, from 1"
                .formatted(text, String.join(", ", services())));
      }
      return new CallRate(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }
  }

  /// What the shell offers.
  static final class Services implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return services().stream().map(service -> service + "=").iterator();
    }
  }
}
