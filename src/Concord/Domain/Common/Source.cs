namespace Concord.Domain.Common;

/// <summary>Where a fact comes from.</summary>
/// <param name="Address">An http or https address; null when the source has none.</param>
/// <param name="Note">What the source is, in words; null when the address says all.</param>
/// <param name="ToVerify">Recorded from general knowledge, still to be checked.</param>
internal sealed record Source(string? Address = null, Text? Note = null, bool ToVerify = false);

/// <summary>An ordered list with the equality of its items, so that a change is a change of content.</summary>
internal sealed class Items<T>(IEnumerable<T> items) : List<T>(items), IEquatable<Items<T>>
{
    public Items()
        : this([])
    {
    }

    public bool Equals(Items<T>? other) => other is not null && this.SequenceEqual(other);

    public override bool Equals(object? obj) => Equals(obj as Items<T>);

    public override int GetHashCode() => this.Aggregate(0, HashCode.Combine);
}
