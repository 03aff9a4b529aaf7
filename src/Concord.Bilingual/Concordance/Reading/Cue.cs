namespace Concord.Bilingual.Concordance.Reading;

/// <summary>Words that say whether a sentence denies.</summary>
internal enum Cue : byte
{
    None,

    Prohibition,
    NoObligation,

    // Polarity. Soft ones may stand for a denial or not: "refuse", "lack", 缺乏.
    Denial,
    SoftDenial,

    /// <summary>A denial within a word: "refuse", "irregular", 非法.</summary>
    StrongDenial,
    Success,
    Inclusion,
    Exclusion,
    NotAfter,
    NotBefore,
    Only,
    NotOnly,
}

/// <summary>A cue and where it stands.</summary>
internal readonly record struct CueMark(Cue Cue, int Start, int End, int Sentence);

/// <summary>A list of cues that is filled again and again without allocating.</summary>
internal sealed class Cues
{
    private CueMark[] all = new CueMark[32];

    public int Count { get; private set; }

    public ReadOnlySpan<CueMark> Span => all.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Add(Cue cue, int start, int end, int sentence)
    {
        if (Count == all.Length) Array.Resize(ref all, all.Length * 2);
        all[Count++] = new(cue, start, end, sentence);
    }

    public void RemoveLast() => Count--;
}
