using System.Text;

namespace Concord.Records;

/// <summary>One of the wordings that contend in a bracket.</summary>
/// <param name="Party">Key of the side that wants it; null: the words as they stood.</param>
/// <param name="Words">What it says; empty: nothing, the side would leave the others' words out. It may hold further brackets.</param>
public sealed record Alternative(string? Party, Bracketed Words)
{
    /// <summary>What stands before its words in the stored form.</summary>
    public string Label
    {
        get
        {
            if (Party is not null) return Party + ":";

            // Words that begin like the name of a side are told from one by an empty label.
            var end = Words.ToString().AsSpan().IndexOfAny('[', ':', '：');
            return end >= 0 && Words.ToString()[end] != '[' ? ":" : "";
        }
    }
}

/// <summary>A stretch of a bracketed text: plain words, or a bracket.</summary>
public abstract record Stretch;

/// <summary>Words that nobody contests.</summary>
public sealed record Uncontested(string Words) : Stretch;

/// <summary>A bracket: words that are not agreed, with whose they are.</summary>
/// <param name="Alternatives">At least one. The words as they stood come first; when they are absent the text had nothing here.</param>
public sealed record Contested(IReadOnlyList<Alternative> Alternatives) : Stretch
{
    /// <summary>The wording a side wants; for null the words as they stood. Null when there is none.</summary>
    public Alternative? Of(string? party) => Alternatives.FirstOrDefault(one => one.Party == party);

    /// <inheritdoc/>
    public bool Equals(Contested? other) => other is not null && Alternatives.SequenceEqual(other.Alternatives);

    /// <inheritdoc/>
    public override int GetHashCode() => Alternatives.Aggregate(0, HashCode.Combine);
}

/// <summary>
/// A text under negotiation: contested words stand in square brackets, attributed to the sides that want them, and may nest. Stored as
/// <c>[shall|eu:may|china:could]</c>: first the words as they stood, if there were any, then what each side wants instead;
/// <c>[eu:promptly]</c> adds, <c>[promptly|eu:]</c> leaves out. Equal when written alike. The signs [ ] | are kept for this.
/// </summary>
public sealed partial class Bracketed : IEquatable<Bracketed>
{
    /// <summary>A text without words.</summary>
    public static readonly Bracketed Empty = new([]);

    private readonly string stored;

    /// <summary>A text of these stretches.</summary>
    public Bracketed(IEnumerable<Stretch> stretches)
    {
        Stretches = Joined(stretches);
        stored = Write(null);
    }

    /// <summary>In order; no two plain ones in a row, and none without words.</summary>
    public IReadOnlyList<Stretch> Stretches { get; }

    /// <summary>Whether anything in it is not agreed.</summary>
    public bool IsContested => Stretches.Any(stretch => stretch is Contested);

    /// <summary>Every bracket, outer before inner: the order in which <see cref="Settle(int, int)"/> counts.</summary>
    public IEnumerable<Contested> Brackets =>
        Stretches.OfType<Contested>().SelectMany(bracket => bracket.Alternatives.SelectMany(one => one.Words.Brackets).Prepend(bracket));

    /// <summary>Words without any bracket.</summary>
    public static Bracketed Plain(string words) => new([new Uncontested(words)]);

    /// <summary>As it is stored.</summary>
    public override string ToString() => stored;

    /// <summary>As people read and type it: <c>[shall | EU: may]</c>.</summary>
    /// <param name="label">What stands before the words of a side, whose key it is given: its name and a colon, or nothing.</param>
    public string ToString(Func<string, string> label)
    {
        ArgumentNullException.ThrowIfNull(label);
        return Write(label);
    }

    /// <summary>The text as a side would have it: its own wording wherever it has one, the words as they stood elsewhere.</summary>
    /// <param name="party">Key of the side; null: as the text stood before anybody contested it.</param>
    public string ReadingOf(string? party) => MappedReadingOf(party).Words;

    /// <summary>The text as a side would have it, and where each of its characters stands in the stored form.</summary>
    public (string Words, IReadOnlyList<int> Places) MappedReadingOf(string? party)
    {
        var reading = new Reading();
        Read(party, reading, 0);
        return (reading.ToString(), reading.Places);
    }

    /// <summary>The text with one bracket settled.</summary>
    /// <param name="bracket">Which: counted from 0 in the order of <see cref="Brackets"/>.</param>
    /// <param name="alternative">Which of its wordings stays, from 0; -1: none.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such bracket or wording.</exception>
    public Bracketed Settle(int bracket, int alternative)
    {
        var left = bracket;
        var settled = Settle(ref left, alternative);
        return left < 0 ? settled : throw new ArgumentOutOfRangeException(nameof(bracket));
    }

    /// <summary>Whether a side speaks in it for another: a wording attributed to another side that did not stand in the text before.</summary>
    /// <param name="party">Key of the side that writes; null: somebody of no side, who may speak for none.</param>
    public bool SpeaksForOthers(string? party, Bracketed before)
    {
        ArgumentNullException.ThrowIfNull(before);
        var known = before.Brackets.SelectMany(bracket => bracket.Alternatives).ToHashSet();
        return Brackets.SelectMany(bracket => bracket.Alternatives).Any(one => one.Party is not null && one.Party != party && !known.Contains(one));
    }

    /// <inheritdoc/>
    public bool Equals(Bracketed? other) => stored == other?.stored;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Bracketed);

    /// <inheritdoc/>
    public override int GetHashCode() => stored.GetHashCode(StringComparison.Ordinal);

    private Bracketed Settle(ref int left, int alternative)
    {
        var all = new List<Stretch>();
        foreach (var stretch in Stretches)
        {
            if (stretch is not Contested bracket || left < 0)
            {
                all.Add(stretch);
                continue;
            }

            if (left-- == 0)
            {
                if (alternative < -1 || alternative >= bracket.Alternatives.Count) throw new ArgumentOutOfRangeException(nameof(alternative));
                all.AddRange(alternative < 0 ? [] : bracket.Alternatives[alternative].Words.Stretches);
                if (alternative < 0 || bracket.Alternatives[alternative].Words.Stretches.Count == 0) all.Add(new Gap());
                continue;
            }

            var alternatives = new List<Alternative>();
            foreach (var one in bracket.Alternatives) alternatives.Add(one with { Words = one.Words.Settle(ref left, alternative) });
            all.Add(new Contested(alternatives));
        }

        return new(all);
    }

    private void Read(string? party, Reading reading, int from)
    {
        var at = from;
        foreach (var stretch in Stretches)
        {
            if (stretch is Uncontested plain)
            {
                foreach (var letter in plain.Words) reading.Add(letter, at++);
                continue;
            }

            var bracket = (Contested)stretch;
            var chosen = (party is null ? null : bracket.Of(party)) ?? bracket.Of(null);
            at++;
            var length = reading.Length;
            foreach (var one in bracket.Alternatives)
            {
                at += one.Label.Length;
                if (ReferenceEquals(one, chosen)) one.Words.Read(party, reading, at);
                at += one.Words.stored.Length + 1;
            }

            if (reading.Length == length) reading.LeaveOut();
        }
    }

    private string Write(Func<string, string>? label)
    {
        var all = new StringBuilder();
        foreach (var stretch in Stretches)
        {
            if (stretch is Uncontested plain)
            {
                all.Append(plain.Words);
                continue;
            }

            all.Append('[');
            foreach (var (index, one) in ((Contested)stretch).Alternatives.Index())
            {
                if (index > 0) all.Append(label is null ? "|" : " | ");
                all.Append(label is null || one.Party is null ? one.Label : label(one.Party));
                all.Append(one.Words.Write(label));
            }

            all.Append(']');
        }

        return all.ToString();
    }

    /// <summary>Plain stretches in a row are one; where a bracket went without leaving words, its space goes with it.</summary>
    private static List<Stretch> Joined(IEnumerable<Stretch> stretches)
    {
        var all = new List<Stretch>();
        var gap = false;
        foreach (var stretch in stretches)
        {
            if (stretch is Gap)
            {
                gap = true;
                continue;
            }

            if (stretch is not Uncontested plain)
            {
                all.Add(stretch);
                gap = false;
                continue;
            }

            var words = plain.Words;
            if (words.Length == 0) continue;
            if (gap)
            {
                var before = all.LastOrDefault() as Uncontested;
                var (kept, rest) = Closed(all.Count == 0 ? "" : before?.Words, words);
                if (before is not null) all[^1] = before = new(kept!);
                (words, gap) = (rest, false);
                if (words.Length == 0) continue;
            }

            if (all.LastOrDefault() is Uncontested last) all[^1] = new Uncontested(last.Words + words);
            else all.Add(new Uncontested(words));
        }

        if (gap && all.LastOrDefault() is Uncontested end) all[^1] = new Uncontested(end.Words.TrimEnd(' '));
        return all.FindAll(stretch => stretch is not Uncontested { Words: "" });
    }

    /// <summary>What stands before and after words that were left out, with one space too many taken away.</summary>
    /// <param name="before">Null: something else than plain words.</param>
    private static (string? Before, string After) Closed(string? before, string after)
    {
        if (before is not null && (before.Length == 0 || before[^1] == ' ') && after[0] == ' ') return (before, after[1..]);
        return before is { Length: > 0 } && before[^1] == ' ' && IsClosing(after[0]) ? (before[..^1], after) : (before, after);
    }

    private static bool IsClosing(char sign) => sign is '.' or ',' or ';' or ':' or '!' or '?' or ')' or '”' or '’';

    /// <summary>Where a bracket was settled by nothing.</summary>
    private sealed record Gap : Stretch;

    private sealed class Reading
    {
        private readonly StringBuilder words = new();
        private readonly List<int> places = [];
        private bool leftOut;

        public int Length => words.Length;

        public IReadOnlyList<int> Places => places;

        public void LeaveOut() => leftOut = true;

        public void Add(char letter, int place)
        {
            if (leftOut)
            {
                leftOut = false;
                if (letter == ' ' && (words.Length == 0 || words[^1] == ' ')) return;
                if (words.Length > 0 && words[^1] == ' ' && IsClosing(letter)) Shorten();
            }

            words.Append(letter);
            places.Add(place);
        }

        public override string ToString()
        {
            while (leftOut && words.Length > 0 && words[^1] == ' ') Shorten();
            return words.ToString();
        }

        private void Shorten()
        {
            words.Length--;
            places.RemoveAt(places.Count - 1);
        }
    }
}
