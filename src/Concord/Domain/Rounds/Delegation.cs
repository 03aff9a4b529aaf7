namespace Concord.Domain.Rounds;

/// <summary>Those who come for one side, in the order of protocol.</summary>
/// <param name="Party">Key of the side; null: the programme's team.</param>
internal sealed record Delegation(string? Party, IReadOnlyList<Delegate> Delegates)
{
    /// <summary>One per side, in the order given, and the team's last, where anybody comes for it.</summary>
    /// <param name="parties">Keys of the sides.</param>
    public static IReadOnlyList<Delegation> Of(IEnumerable<Delegate> delegates, IEnumerable<string> parties)
    {
        var bySide = delegates.OrderBy(one => one.Sequence).ThenBy(one => one.Key, StringComparer.Ordinal).ToLookup(one => one.Party);
        return [.. parties.Select(party => new Delegation(party, [.. bySide[party]])), .. bySide.Contains(null) ? [new Delegation(null, [.. bySide[null]])] : Array.Empty<Delegation>()];
    }
}
