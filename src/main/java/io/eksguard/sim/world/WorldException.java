package io.eksguard.sim.world;

/// A text that is no world. Its message begins with the place: `file:line:column: `.
public final class WorldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// A mistake at no particular place.
  public WorldException(String file, String problem) {
    super(file + ": " + problem);
  }

  /// A mistake at a place.
  ///
  /// @param line counted from 1
  /// @param column counted from 1
  public WorldException(String file, int line, int column, String problem) {
    super(file + ":" + line + ":" + column + ": " + problem);
  }
}
