namespace Concord.Bilingual.Concordance.Reading;

/// <summary>Words that say how binding a sentence is, whether it denies, and what somebody did by saying it.</summary>
internal enum Cue : byte
{
    None,

    // Modality.
    Obligation,
    Recommendation,
    Permission,
    Future,
    Possibility,
    Prohibition,
    NoObligation,

    // The same, said by words that often say something else (要, 能, 会): they answer a modal verb, but contradict none.
    WeakObligation,
    WeakPermission,
    WeakFuture,

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

    // Acts.
    Agree,
    Decide,
    Note,
    Welcome,
    Consider,
    Recall,
    Reaffirm,
    Request,
    Recommend,
    Adopt,
    Emphasise,
    Support,
    Express,
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
