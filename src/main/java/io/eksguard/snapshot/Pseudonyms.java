package io.eksguard.snapshot;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Names in place of real ones: the same for the same name and salt, of the same form, and not to
/// be turned back without the salt.
final class Pseudonyms {
  private static final String ALGORITHM = "HmacSHA256";
  private static final BigInteger ACCOUNTS = BigInteger.TEN.pow(12);

  private final SecretKeySpec key;
  private final Set<String> used = new HashSet<>();
  private final SortedMap<String, String> accounts = new TreeMap<>();
  private final SortedMap<String, String> clusters = new TreeMap<>();
  private final SortedMap<String, String> units = new TreeMap<>();
  private final SortedMap<String, String> vpcs = new TreeMap<>();
  private final SortedMap<String, String> ranges = new TreeMap<>();

  /// @param salt at least one byte
  Pseudonyms(byte[] salt) {
    this.key = new SecretKeySpec(salt, ALGORITHM);
  }

  /// 12 digits.
  String account(String id) {
    return accounts.computeIfAbsent(
        id, _ -> fresh("account:" + id, hash -> digits(new BigInteger(1, hash).mod(ACCOUNTS))));
  }

  private static String digits(BigInteger number) {
    String text = number.toString();
    return "0".repeat(12 - text.length()) + text;
  }

  /// A name that EKS would take.
  String cluster(String name) {
    return clusters.computeIfAbsent(
        name, _ -> fresh("cluster:" + name, hash -> "c-" + hex(hash, 12)));
  }

  /// The id of a unit; those below one root still look so.
  String unit(String id) {
    String[] parts = id.split("-", -1);
    String root = hex(hash("root:" + (parts.length > 1 ? parts[1] : "")), 4);
    return units.computeIfAbsent(
        id, _ -> fresh("unit:" + id, hash -> "ou-" + root + "-" + hex(hash, 8)));
  }

  /// The id of a VPC.
  String vpc(String id) {
    return vpcs.computeIfAbsent(id, _ -> fresh("vpc:" + id, hash -> "vpc-0" + hex(hash, 16)));
  }

  /// The id of something in a VPC, such as a subnet.
  ///
  /// @param kind how its id begins
  String inVpc(String kind, String id) {
    return vpcs.computeIfAbsent(
        id, _ -> fresh(kind + ":" + id, hash -> kind + "-0" + hex(hash, 16)));
  }

  /// A range of addresses of nobody, in place of one that may be somebody's.
  ///
  /// @see <a href="https://www.rfc-editor.org/rfc/rfc2544">RFC 2544, whose addresses are for
  ///   measurements only</a>
  String range(String range) {
    return ranges.computeIfAbsent(
        range,
        _ ->
            fresh(
                "range:" + range,
                hash ->
                    "198.%d.%d.%d/32"
                        .formatted(18 + (hash[0] & 1), hash[1] & 0xff, hash[2] & 0xff)));
  }

  SortedMap<String, String> accounts() {
    return accounts;
  }

  SortedMap<String, String> clusters() {
    return clusters;
  }

  SortedMap<String, String> units() {
    return units;
  }

  /// Of VPCs and of what is in them.
  SortedMap<String, String> vpcs() {
    return vpcs;
  }

  /// One that stands for nothing else yet.
  private String fresh(String what, Function<byte[], String> form) {
    String name = form.apply(hash(what));
    for (int i = 1; !used.add(name); i++) {
      name = form.apply(hash(what + "#" + i));
    }
    return name;
  }

  private static String hex(byte[] hash, int digits) {
    return HexFormat.of().formatHex(hash).substring(0, digits);
  }

  private byte[] hash(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
