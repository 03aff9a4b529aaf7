namespace Concord.Fuzz;

/// <summary>The library did what it says it never does.</summary>
/// <param name="what">What should have held, and what was instead.</param>
public sealed class BrokenInvariantException(string what) : Exception(what);
