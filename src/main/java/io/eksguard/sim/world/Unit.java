package io.eksguard.sim.world;

/// An organizational unit.
///
/// @param parent the id of the root or of another unit
public record Unit(String id, String name, String parent) {}
