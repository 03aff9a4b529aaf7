using Concord.Bilingual;

namespace Concord.Records;

public sealed partial class Bracketed
{
    private const string HanNumerals = "〇零一二两三四五六七八九十百千万亿";

    /// <summary>
    /// The text with what a side proposes in brackets: word by word, and in Han script character by character. What the other sides have in
    /// brackets stays theirs; where a side changes words within another's bracket, brackets nest.
    /// </summary>
    /// <param name="standing">The text as it stands, with the brackets it has.</param>
    /// <param name="proposed">The text as the side would have it. It may have the brackets of the standing text; words in brackets of
    /// its own without a name (<c>[promptly]</c>) are contested by it.</param>
    /// <param name="party">Key of the side.</param>
    public static Bracketed Weave(Bracketed standing, Bracketed proposed, string party)
    {
        ArgumentNullException.ThrowIfNull(standing);
        ArgumentNullException.ThrowIfNull(proposed);
        var all = new List<Stretch>();
        foreach (var (gone, came) in Regions(Tokens(standing), Tokens(proposed)))
        {
            if (came is null) all.AddRange(gone.Select(token => token.Stretch));
            else Contest(gone, came, party, all);
        }

        return new(all);
    }

    /// <summary>The text with the brackets that name nobody attributed to a side, which would leave out what stands in them.</summary>
    public Bracketed ContestedBy(string party) =>
        new(Stretches.Select(stretch => stretch is not Contested bracket ? stretch : bracket.Alternatives is [{ Party: null } only]
            ? new Contested([only with { Words = only.Words.ContestedBy(party) }, new(party, Empty)])
            : new Contested([.. bracket.Alternatives.Select(one => one with { Words = one.Words.ContestedBy(party) })])));

    /// <summary>All of it in a bracket in which a side wants none of its words.</summary>
    public Bracketed LeftOutBy(string party) => new([new Contested([new(null, this), new(party, Empty)])]);

    /// <summary>Whether a side has said that it wants none of its words: every one stands in a bracket in which it would have nothing.</summary>
    public bool IsLeftOutBy(string party) =>
        IsContested && Stretches.All(stretch => stretch is Contested bracket ? bracket.Of(party) is { } own && own.Words.ReadingOf(party).Length == 0 : string.IsNullOrWhiteSpace(((Uncontested)stretch).Words));

    /// <summary>Whether a bracket in it names nobody.</summary>
    public bool HasBracketsOfNobody => Brackets.Any(bracket => bracket.Alternatives is [{ Party: null }]);

    /// <summary>The text with everything that a side wants in it taken back.</summary>
    public Bracketed Without(string party)
    {
        var all = new List<Stretch>();
        foreach (var stretch in Stretches)
        {
            if (stretch is not Contested bracket) all.Add(stretch);
            else all.AddRange(Bare([.. bracket.Alternatives.Where(one => one.Party != party).Select(one => one with { Words = one.Words.Without(party) })]));
        }

        return new(all);
    }

    /// <summary>Words, and brackets that count as one word each.</summary>
    private readonly record struct Token(string Words, bool IsBracket, Stretch Stretch)
    {
        public bool IsBlank => !IsBracket && string.IsNullOrWhiteSpace(Words);

        public bool IsNumeral => !IsBracket && Words.Length == 1 && HanNumerals.Contains(Words[0], StringComparison.Ordinal);

        public bool Equals(Token other) => Words == other.Words && IsBracket == other.IsBracket;

        public override int GetHashCode() => Words.GetHashCode(StringComparison.Ordinal);
    }

    private static List<Token> Tokens(Bracketed text) =>
        [.. text.Stretches.SelectMany(stretch => stretch is Uncontested plain
            ? WordDiff.Split(plain.Words).Select(word => new Token(word, false, new Uncontested(word)))
            : [new Token(new Bracketed([stretch]).stored, true, stretch)])];

    /// <summary>Runs that are the same (nothing came), and runs in whose place others came.</summary>
    private static List<(List<Token> Gone, List<Token>? Came)> Regions(List<Token> before, List<Token> after)
    {
        var all = new List<(List<Token> Gone, List<Token>? Came)>();
        foreach (var (sort, token) in WordDiff.Between(before, after))
        {
            if (all.Count == 0 || (sort == 0) != (all[^1].Came is null)) all.Add(([], sort == 0 ? null : []));
            (sort > 0 ? all[^1].Came! : all[^1].Gone).Add(token);
        }

        // Mostly other words: one bracket around all is easier to read than many around single ones.
        var changed = all.Where(region => region.Came is not null).Sum(region => Math.Max(region.Gone.Count, region.Came!.Count));
        var (most, hasBrackets) = (Math.Max(before.Count, after.Count), before.Concat(after).Any(token => token.IsBracket));
        if (!hasBrackets && all.Count > 3 && changed > most * 0.6) return [(before, after)];

        // Changes that are hardly apart are one.
        for (var at = all.Count - 2; at > 0; at--)
        {
            var (gone, came) = all[at];
            if (came is not null || gone.Exists(token => token.IsBracket) || gone.Count > 2 || !(gone.TrueForAll(token => token.IsBlank) || gone.Sum(token => token.Words.Length) <= 2)) continue;

            all[at - 1] = ([.. all[at - 1].Gone, .. gone, .. all[at + 1].Gone], [.. all[at - 1].Came!, .. gone, .. all[at + 1].Came!]);
            all.RemoveRange(at, 2);
        }

        for (var at = 0; at < all.Count; at++) KeepNumeralsWhole(all, at);
        return all.FindAll(region => region.Gone.Count > 0 || region.Came?.Count > 0);
    }

    /// <summary>十五 becomes 十四, not 五 四.</summary>
    private static void KeepNumeralsWhole(List<(List<Token> Gone, List<Token>? Came)> all, int at)
    {
        var (gone, came) = all[at];
        if (came is null || !gone.Concat(came).Any(token => token.IsNumeral)) return;

        if (at > 0 && (gone.FirstOrDefault().IsNumeral || came.FirstOrDefault().IsNumeral))
        {
            for (var same = all[at - 1].Gone; same.Count > 0 && same[^1].IsNumeral; same.RemoveAt(same.Count - 1))
            {
                gone.Insert(0, same[^1]);
                came.Insert(0, same[^1]);
            }
        }

        if (at + 1 < all.Count && (gone.LastOrDefault().IsNumeral || came.LastOrDefault().IsNumeral))
        {
            for (var same = all[at + 1].Gone; same.Count > 0 && same[0].IsNumeral; same.RemoveAt(0))
            {
                gone.Add(same[0]);
                came.Add(same[0]);
            }
        }
    }

    /// <summary>Words went, others came: a bracket, with the blanks around it outside.</summary>
    private static void Contest(List<Token> gone, List<Token> came, string party, List<Stretch> all)
    {
        var (before, after) = (Begins(gone) || Begins(came), Ends(gone) || Ends(came));
        var (old, fresh) = (Trim(gone), Trim(came));
        if (old.Count == 0 && fresh.Count == 0)
        {
            all.AddRange(gone.Select(token => token.Stretch)); // blanks are nothing to contest
            return;
        }

        if (before) all.Add(new Uncontested(" "));
        all.AddRange(Bracket(old, fresh, party));
        if (after) all.Add(new Uncontested(" "));
    }

    private static bool Begins(List<Token> tokens) => tokens.Count > 0 && tokens[0].IsBlank;

    private static bool Ends(List<Token> tokens) => tokens.Count > 0 && tokens[^1].IsBlank;

    private static List<Token> Trim(List<Token> tokens) =>
        [.. tokens.SkipWhile(token => token.IsBlank).Reverse().SkipWhile(token => token.IsBlank).Reverse()];

    private static IEnumerable<Stretch> Bracket(List<Token> gone, List<Token> came, string party)
    {
        var theirs = gone is [{ Stretch: Contested standing }] ? standing : null;
        if (theirs is not null && came is [{ Stretch: Contested wanted }])
        {
            // A bracket around the one that stands is one more wording in it: the writer's, or that he wants none.
            return Bare(wanted.Of(null)?.Words.stored == gone[0].Words
                ? [.. theirs.Alternatives.Where(one => one.Party != party), new(party, Plain(wanted.Of(party)?.Words.ReadingOf(party) ?? ""))]
                : Merge(theirs, wanted, party));
        }

        // Words in brackets without a name: the writer contests them.
        var bare = came is [{ Stretch: Contested { Alternatives: [{ Party: null }] } marked }] ? marked.Alternatives[0].Words.ReadingOf(party) : null;
        var old = new Bracketed(gone.Select(token => token.Stretch));
        var said = Plain(bare ?? new Bracketed(came.Select(token => token.Stretch)).ReadingOf(party));
        if (bare is not null && bare == old.stored) said = Empty;
        if (theirs is not null) return Bare([.. theirs.Alternatives.Where(one => one.Party != party), new(party, said)]);
        return Bare(old.Stretches.Count == 0 ? [new(party, said)] : [new(null, old), new(party, said)]);
    }

    /// <summary>Two states of one bracket. Only what is the writer's own goes or is replaced; in others' words he brackets what he changes.</summary>
    private static List<Alternative> Merge(Contested theirs, Contested wanted, string party)
    {
        var all = new List<Alternative>();
        foreach (var one in theirs.Alternatives.Where(one => one.Party != party))
            all.Add(wanted.Of(one.Party) is { } other && other != one ? one with { Words = Weave(one.Words, other.Words, party) } : one);

        var own = wanted.Of(party) ?? (theirs.Of(null) is null ? wanted.Of(null) : null);
        if (own is not null) all.Add(new(party, Plain(own.Words.ReadingOf(party))));
        return all;
    }

    /// <summary>A bracket, or what is left when nobody contests any more.</summary>
    private static IEnumerable<Stretch> Bare(List<Alternative> alternatives) => alternatives switch
    {
        [] => [new Gap()],
        [{ Party: null } only] => only.Words.Stretches,
        _ when alternatives.TrueForAll(one => one.Words.Stretches.Count == 0) => [new Gap()],
        _ => [new Contested(alternatives)],
    };
}
