namespace Concord.Domain.Rounds;

/// <summary>Whose turn it is to host, where the sides take turns.</summary>
/// <param name="Last">The latest round of the track of which the host is known.</param>
/// <param name="Next">Key of the side that has not hosted for longest.</param>
internal sealed record Hosting(Round Last, string Next)
{
    /// <param name="earlier">Rounds of one track, before the one that is asked about.</param>
    /// <param name="parties">Keys of the sides; the first of equals is named.</param>
    /// <returns>Null when nobody is known to have hosted: there is nothing to alternate from.</returns>
    public static Hosting? After(IEnumerable<Round> earlier, IReadOnlyList<string> parties)
    {
        var hosted = earlier.Where(round => round.Host is not null && round.FirstDay is not null).OrderBy(round => round.FirstDay).ToList();
        if (hosted.Count == 0 || parties.Count < 2) return null;

        // Who has never hosted stands at -1, before everybody who has.
        return new(hosted[^1], parties.MinBy(party => hosted.FindLastIndex(round => round.Host == party))!);
    }
}
