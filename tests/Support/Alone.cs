namespace Concord.Tests.Support;

/// <summary>For tests that measure something of the whole process: no other runs at the same time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
