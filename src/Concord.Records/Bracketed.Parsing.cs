namespace Concord.Records;

/// <summary>What is wrong with the brackets of a text.</summary>
public enum BracketFault
{
    /// <summary>A bracket is opened and not closed.</summary>
    NotClosed,

    /// <summary>A bracket is closed that was not opened.</summary>
    NotOpened,

    /// <summary>The sign | stands outside of brackets.</summary>
    BarOutside,

    /// <summary>There is nothing in a bracket.</summary>
    Empty,

    /// <summary>A side has two wordings in one bracket.</summary>
    Twice,

    /// <summary>Brackets stand in brackets too deep to be read.</summary>
    TooDeep,
}

/// <summary>Brackets that cannot be read.</summary>
/// <param name="fault">What is wrong.</param>
/// <param name="place">Offset in the text, in UTF-16 units.</param>
public sealed class BracketException(BracketFault fault, int place) : FormatException($"{fault} at {place}")
{
    /// <summary>What is wrong.</summary>
    public BracketFault Fault { get; } = fault;

    /// <summary>Offset in the text, in UTF-16 units.</summary>
    public int Place { get; } = place;

    /// <summary>The beginning of what cannot be read, to be shown.</summary>
    /// <param name="text">The text that was read.</param>
    public string Excerpt(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text[Place..Math.Min(text.Length, Place + 20)];
    }
}

public sealed partial class Bracketed
{
    /// <summary>Brackets in brackets, at most.</summary>
    public const int Deepest = 4;

    private static readonly System.Buffers.SearchValues<char> Signs = System.Buffers.SearchValues.Create("[]|:：［］｜");

    /// <summary>Reads a text with brackets as it is stored, or as people type it; full-width signs count as well.</summary>
    /// <param name="sideOf">The key of the side that a key or a name means, null when it means none; null: what stands before a colon is the
    /// key of a side, as stored.</param>
    /// <exception cref="BracketException">The brackets cannot be read.</exception>
    public static Bracketed Parse(string text, Func<string, string?>? sideOf = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = 0;
        var all = new Parser(text, sideOf ?? (key => key.Length > 0 && key.All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '-') ? key : null)).Content(ref at, 0);
        return at == text.Length ? all : throw new BracketException(text[at] is '|' or '｜' ? BracketFault.BarOutside : BracketFault.NotOpened, at);
    }

    /// <summary>What is wrong with the brackets of a text as it is stored; null: nothing.</summary>
    public static BracketException? FaultIn(string stored)
    {
        try
        {
            Parse(stored);
            return null;
        }
        catch (BracketException wrong)
        {
            return wrong;
        }
    }

    private sealed class Parser(string text, Func<string, string?> sideOf)
    {
        public Bracketed Content(ref int at, int depth)
        {
            var all = new List<Stretch>();
            for (var start = at; ; at++)
            {
                var sign = at < text.Length ? text[at] : '\0';
                if (at < text.Length && sign is not ('[' or '［' or ']' or '］' or '|' or '｜')) continue;

                all.Add(new Uncontested(text[start..at]));
                if (at == text.Length || sign is not ('[' or '［')) return new(depth == 0 ? all : Trimmed(all));

                all.Add(Bracket(ref at, depth + 1));
                start = at;
                at--;
            }
        }

        private Contested Bracket(ref int at, int depth)
        {
            var open = at++;
            if (depth > Deepest) throw new BracketException(BracketFault.TooDeep, open);
            var all = new List<Alternative>();
            while (true)
            {
                var start = at;
                var party = Label(ref at);
                if (all.Exists(one => one.Party == party)) throw new BracketException(BracketFault.Twice, start);

                all.Add(new(party, Content(ref at, depth)));
                if (at == text.Length) throw new BracketException(BracketFault.NotClosed, open);
                if (text[at++] is ']' or '］') break;
            }

            // Words that stood come first; that nothing stood needs no saying.
            if (all.Exists(one => one.Party is not null)) all.RemoveAll(one => one.Party is null && one.Words.Stretches.Count == 0);
            if (all.TrueForAll(one => one.Words.Stretches.Count == 0)) throw new BracketException(BracketFault.Empty, open);
            return new([.. all.Where(one => one.Party is null), .. all.Where(one => one.Party is not null)]);
        }

        private string? Label(ref int at)
        {
            var end = text.AsSpan(at).IndexOfAny(Signs);
            if (end < 0 || text[at + end] is not (':' or '：')) return null;

            var label = text.Substring(at, end).Trim();
            var party = label.Length == 0 ? null : sideOf(label);
            if (party is null && label.Length > 0) return null;

            at += end + 1;
            return party;
        }

        private static List<Stretch> Trimmed(List<Stretch> all)
        {
            if (all[0] is Uncontested first) all[0] = new Uncontested(first.Words.TrimStart());
            if (all[^1] is Uncontested last) all[^1] = new Uncontested(last.Words.TrimEnd());
            return all;
        }
    }
}
