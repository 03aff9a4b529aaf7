namespace Concord.Domain.Common;

/// <summary>How far the dialogue desk of a side lets go what both sides know.</summary>
/// <param name="Party">Key of the side.</param>
/// <param name="To">The programme's members, or the public.</param>
internal sealed record Release(string Party, Audience To);

/// <summary>
/// Something that both sides know and that goes further only when the dialogue desk of each has said so. It holds the words of the desks and
/// takes from <see cref="Releasing"/> what they come to.
/// </summary>
internal interface IReleasable
{
    Audience Audience { get; }

    /// <summary>What the desks have said, one word each; a desk that is not there has said nothing.</summary>
    Items<Release> Releases { get; }
}

/// <summary>The rule by which something goes further: as far as all sides say, and not before all have.</summary>
internal static class Releasing
{
    /// <summary>How far something may be released.</summary>
    public static IReadOnlyList<Audience> Targets { get; } = [Audience.Public, Audience.Programme];

    /// <summary>Whether a desk may still let it go further: both sides know of it, and not everybody does.</summary>
    public static bool MayGoFurther(this IReleasable thing) => thing.Audience == Audience.Parties || thing.Audience == Audience.Programme;

    /// <summary>Whether it went as far as it is by the word of the desks, so that each of them may call it back.</summary>
    /// <param name="parties">Keys of all sides.</param>
    public static bool WasReleased(this IReleasable thing, IEnumerable<string> parties) =>
        thing.Audience.IsWiderThan(Audience.Parties) && parties.All(party => thing.WordOf(party) is { } word && !thing.Audience.IsWiderThan(word));

    /// <summary>How far a side has said; null when it has not.</summary>
    public static Audience? WordOf(this IReleasable thing, string party) => thing.Releases.FirstOrDefault(word => word.Party == party)?.To;

    /// <summary>Whether another side would let it go further than it is, and this one has said nothing.</summary>
    public static bool AwaitsWordOf(string party, IEnumerable<Release> said, Audience now) => said.Any(word => word.To.IsWiderThan(now)) && said.All(word => word.Party != party);

    /// <summary>A desk says how far it may go; its later word takes the place of its earlier one.</summary>
    /// <param name="parties">Keys of all sides.</param>
    /// <returns>What is to be held from now on. The audience is the narrowest of what all have said, and as before while one is silent.</returns>
    /// <exception cref="RuleBroken">Not both sides know of it yet, everybody does already, or the word is narrower than what is in effect.</exception>
    public static (Items<Release> Releases, Audience Audience) Let(this IReleasable thing, string party, Audience to, IEnumerable<string> parties)
    {
        if (!thing.MayGoFurther()) throw new RuleBroken(thing.Audience == Audience.Public ? "Release.PublicAlready" : "Release.NotTabled");
        if (!to.IsWiderThan(Audience.Parties)) throw new RuleBroken("Release.NoWord");
        if (thing.Audience.IsWiderThan(to)) throw new RuleBroken("Release.InEffect");

        Items<Release> words = [.. thing.Releases.Where(word => word.Party != party), new(party, to)];
        var said = parties.Select(one => words.FirstOrDefault(word => word.Party == one)?.To).ToList();
        if (said.Contains(null)) return (words, thing.Audience);

        var all = said.Aggregate((one, other) => Audience.NarrowerOf(one!.Value, other!.Value))!.Value;
        return (words, all.IsWiderThan(thing.Audience) ? all : thing.Audience);
    }

    /// <summary>A desk takes its word back, as far as it has not taken effect.</summary>
    /// <param name="parties">Keys of all sides.</param>
    /// <exception cref="RuleBroken">It has said nothing, or its word is in effect: then it may only be called back.</exception>
    public static Items<Release> TakeBack(this IReleasable thing, string party, IEnumerable<string> parties)
    {
        if (thing.WordOf(party) is not { } word) throw new RuleBroken("Release.NothingSaid");
        if (!word.IsWiderThan(thing.Audience)) throw new RuleBroken("Release.InEffect");

        var others = thing.Releases.Where(one => one.Party != party);
        return thing.WasReleased(parties) ? [.. others, new(party, thing.Audience)] : [.. others];
    }

    /// <summary>
    /// A desk calls back what was released: it is the two sides' alone again, and all words are void. It takes the word of every side to let
    /// something go, so one is enough to end it. What others have read and copied meanwhile nobody can call back.
    /// </summary>
    /// <param name="parties">Keys of all sides.</param>
    /// <exception cref="RuleBroken">It was not released, or no reason is given.</exception>
    public static (Items<Release> Releases, Audience Audience) Recall(this IReleasable thing, string? reason, IEnumerable<string> parties)
    {
        if (!thing.WasReleased(parties)) throw new RuleBroken("Release.NotReleased");
        if (string.IsNullOrWhiteSpace(reason)) throw new RuleBroken("Release.RecallWithoutReason");
        return ([], Audience.Parties);
    }
}
