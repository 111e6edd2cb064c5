package io.eksguard.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Plan files of somebody who knows how the digest is made.
public final class Forgery {
  private static final JsonMapper SORTED =
      JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

  private Forgery() {}

  /// The plan file with something changed and a digest that fits.
  public static String of(String planFile, Consumer<ObjectNode> change) {
    var root = (ObjectNode) SORTED.readTree(planFile);
    change.accept(root);
    root.remove("digest");
    var bare = root.deepCopy();
    bare.remove("created");
    byte[] bytes = SORTED.writeValueAsString(bare).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      root.put("digest", "sha256:" + HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
    return SORTED.writeValueAsString(root);
  }
}
