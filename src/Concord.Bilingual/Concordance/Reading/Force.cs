namespace Concord.Bilingual.Concordance.Reading;

/// <summary>
/// What a sentence does by being said: how it binds, and what its speakers did. A word may stand for several (应 is "shall" in law and
/// "should" elsewhere); two words agree when they share one.
/// </summary>
[Flags]
internal enum Force : ulong
{
    None = 0,

    // How it binds.
    Shall = 1UL << 0,
    Should = 1UL << 1,
    May = 1UL << 2,
    Possible = 1UL << 3,
    Will = 1UL << 4,
    Intend = 1UL << 5,
    Hope = 1UL << 6,
    Undertake = 1UL << 7,
    Endeavour = 1UL << 8,
    MustNot = 1UL << 9,
    NeedNot = 1UL << 10,
    Discourage = 1UL << 11,
    Encourage = 1UL << 12,

    // What was done.
    Agree = 1UL << 20,
    Decide = 1UL << 21,
    Note = 1UL << 22,
    Welcome = 1UL << 23,
    Appreciate = 1UL << 24,
    Consider = 1UL << 25,
    Recall = 1UL << 26,
    Reaffirm = 1UL << 27,
    Request = 1UL << 28,
    Invite = 1UL << 29,
    Urge = 1UL << 30,
    Recommend = 1UL << 31,
    Approve = 1UL << 32,
    Emphasise = 1UL << 33,
    Support = 1UL << 34,
    Concern = 1UL << 35,
    Regret = 1UL << 36,
    Offer = 1UL << 37,
    Refuse = 1UL << 38,
    Object = 1UL << 39,
    Insist = 1UL << 40,
    Order = 1UL << 41,
    Receive = 1UL << 42,
    Accept = 1UL << 43,
    Confirm = 1UL << 44,
    Inform = 1UL << 45,
    Doubt = 1UL << 46,
    Thank = 1UL << 47,
    Condemn = 1UL << 48,
    Waive = 1UL << 49,
    Reserve = 1UL << 50,
    InPrinciple = 1UL << 51,
}

/// <summary>A word of force and where it stands. A weak one often says something else (要, a request): it answers, but contradicts nothing.</summary>
internal readonly record struct ForceMark(Force Force, bool IsWeak, int Start, int End, int Sentence);

/// <summary>A list of words of force that is filled again and again without allocating.</summary>
internal sealed class Forces
{
    private ForceMark[] all = new ForceMark[32];

    public int Count { get; private set; }

    public ReadOnlySpan<ForceMark> Span => all.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Add(in ForceMark mark)
    {
        if (Count == all.Length) Array.Resize(ref all, all.Length * 2);
        all[Count++] = mark;
    }
}
