using System.Text;

namespace Concord.Bilingual;

/// <summary>Cuts a text into words, numbers and runs of characters without blanks, folded, each knowing where it stands.</summary>
/// <remarks>Letters and digits are always parted ("COVID-19", "COVID19" and "covid 19" are the same two pieces): what PostgreSQL's
/// parser makes of mixed tokens ("1e5", "3g") is nobody's guess.</remarks>
internal ref struct Pieces
{
    private const int end = -1;

    private readonly ReadOnlySpan<char> text;
    private char[] folded = new char[64];
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private int at;
    private int next;
    private int nextStart;
    private int nextEnd;
    private string waiting = "";
    private int waitingAt;

    public Pieces(ReadOnlySpan<char> text)
    {
        this.text = text;
        Advance();
    }

    /// <summary>What the current piece is; never a separator.</summary>
    public Kind Kind { get; private set; }

    /// <summary>How many folded UTF-16 units the piece has.</summary>
    public int Length { get; private set; }

    /// <summary>Where what stands between the piece before and this one begins. It ends at the first of <see cref="Starts"/>.</summary>
    public int GapStart { get; private set; }

    public readonly Span<char> Folded => folded.AsSpan(0, Length);

    /// <summary>For each folded unit, the offset in the text of the character it comes from.</summary>
    public readonly ReadOnlySpan<int> Starts => starts.AsSpan(0, Length);

    /// <summary>For each folded unit, the offset in the text behind its character and the marks that follow it.</summary>
    public readonly ReadOnlySpan<int> Ends => ends.AsSpan(0, Length);

    /// <summary>Goes to the next piece.</summary>
    /// <returns>False at the end of the text.</returns>
    public bool Next()
    {
        GapStart = Length == 0 ? 0 : ends[Length - 1];
        if (Kind == Kind.Letter) SkipPossessive();
        Length = 0;
        while (next == ' ') Advance();
        if (next == end) return false;

        Kind = Folding.KindOf(next);
        do
        {
            Take();
            Advance();
        }
        while (next != end && Folding.KindOf(next) == Kind);
        return true;
    }

    // The party's, the party’s: the 's is no word.
    private void SkipPossessive()
    {
        var rest = text[GapStart..];
        if (rest.Length < 2 || rest[0] is not ('\'' or '’') || rest[1] is not ('s' or 'S')) return;
        if (rest.Length > 2 && Folding.Basic(rest[2]) is not ' ') return;

        at = GapStart += 2;
        waiting = "";
        Advance();
    }

    private void Take()
    {
        if (Length + 2 > folded.Length) Grow();
        if (next <= char.MaxValue)
        {
            folded[Length] = (char)next;
        }
        else
        {
            new Rune(next).EncodeToUtf16(folded.AsSpan(Length));
            (starts[Length], ends[Length]) = (nextStart, nextEnd);
            Length++;
        }

        (starts[Length], ends[Length]) = (nextStart, nextEnd);
        Length++;
    }

    private void Grow()
    {
        Array.Resize(ref folded, folded.Length * 4);
        Array.Resize(ref starts, folded.Length);
        Array.Resize(ref ends, folded.Length);
    }

    private void Advance()
    {
        if (waitingAt < waiting.Length)
        {
            TakeWaiting();
            return;
        }

        while (at < text.Length)
        {
            nextStart = at;
            var character = text[at];
            var simple = char.IsHighSurrogate(character) ? Folding.Many : Folding.Basic(character);
            if (simple == Folding.Many)
            {
                Expand();
                if (waiting.Length == 0) continue;

                TakeWaiting();
                return;
            }

            nextEnd = ++at;
            if (simple == Folding.Nothing)
            {
                if (Length > 0 && next != ' ') ends[Length - 1] = at;
                continue;
            }

            next = simple;
            return;
        }

        next = end;
    }

    private void Expand()
    {
        if (Rune.DecodeFromUtf16(text[at..], out var rune, out var units) != System.Buffers.OperationStatus.Done)
            (waiting, units) = (" ", 1);
        else
            waiting = Folding.Several(rune);
        waitingAt = 0;
        nextEnd = at += units;
    }

    private void TakeWaiting()
    {
        Rune.DecodeFromUtf16(waiting.AsSpan(waitingAt), out var rune, out var units);
        waitingAt += units;
        next = rune.Value;
    }
}
