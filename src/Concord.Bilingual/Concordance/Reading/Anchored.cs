namespace Concord.Bilingual.Concordance.Reading;

/// <summary>A word that has, or lacks, a counterpart in the other text.</summary>
internal struct Anchor
{
    public int Start;
    public int End;

    /// <summary>Of an English word: its number among the anchors; of a Chinese one: unused.</summary>
    public ushort Id;

    /// <summary>Index of its counterpart among the anchors of the other text; -1: there is none left.</summary>
    public int Partner;

    /// <summary>Whether the other text has the word at all, be it taken by another.</summary>
    public bool IsThere;
}

/// <summary>
/// The words of two texts that answer each other, the nearest first: what is repeated in one text and said once in the other has one partner.
/// Reused text after text.
/// </summary>
internal sealed class Anchored
{
    private Anchor[] english = new Anchor[128];
    private Anchor[] chinese = new Anchor[128];
    private ushort[] ids = new ushort[512];
    private (int From, int To)[] idsOf = new (int, int)[128];

    private (int Chinese, int Next)[] links = new (int, int)[512];
    private int[] first = [];

    public Span<Anchor> English => english.AsSpan(0, EnglishCount);

    public Span<Anchor> Chinese => chinese.AsSpan(0, ChineseCount);

    private int EnglishCount { get; set; }

    private int ChineseCount { get; set; }

    public void Clear() => (EnglishCount, ChineseCount) = (0, 0);

    public void Read(ReadOnlySpan<char> englishText, EnglishTokens tokens, ReadOnlySpan<char> chineseText)
    {
        var anchors = Anchors.All;
        (EnglishCount, ChineseCount) = (0, 0);
        for (var at = 0; at < tokens.Count; at++)
        {
            if (tokens[at].Kind != TokenKind.Word || anchors.IdOf(englishText[tokens[at].Start..tokens[at].End]) is not (> 0 and var id)) continue;
            if (EnglishCount == english.Length) Array.Resize(ref english, EnglishCount * 2);
            english[EnglishCount++] = new() { Start = tokens[at].Start, End = tokens[at].End, Id = id, Partner = -1 };
        }

        var taken = 0;
        for (var at = 0; at < chineseText.Length;)
        {
            var length = chineseText[at] < 0x80 ? 0 : anchors.Find(chineseText, at, out var its) is var found && found > 0 ? Take(its, at, found, ref taken) : 0;
            at += Math.Max(1, length);
        }

        Pair(englishText.Length, chineseText.Length);
    }

    private int Take(ReadOnlySpan<ushort> its, int at, int length, ref int taken)
    {
        if (ChineseCount == chinese.Length)
        {
            Array.Resize(ref chinese, ChineseCount * 2);
            Array.Resize(ref idsOf, ChineseCount * 2);
        }

        if (taken + its.Length > ids.Length) Array.Resize(ref ids, (taken + its.Length) * 2);
        its.CopyTo(ids.AsSpan(taken));
        idsOf[ChineseCount] = (taken, taken + its.Length);
        chinese[ChineseCount++] = new() { Start = at, End = at + length, Partner = -1 };
        taken += its.Length;
        return length;
    }

    private void Pair(int englishLength, int chineseLength)
    {
        Index();

        // Nearest first, by the place in the text as a whole: the rounds keep a repeated word from taking what stands far away.
        foreach (var reach in (ReadOnlySpan<double>)[0.15, 0.35, 1])
        {
            for (var one = 0; one < EnglishCount; one++)
            {
                if (english[one].Partner >= 0) continue;

                var (best, nearest) = (-1, reach);
                var place = english[one].Start / (double)englishLength;
                for (var link = first[english[one].Id]; link >= 0; link = links[link].Next)
                {
                    var other = links[link].Chinese;
                    (english[one].IsThere, chinese[other].IsThere) = (true, true);
                    if (chinese[other].Partner >= 0) continue;
                    var distance = Math.Abs(place - (chinese[other].Start / (double)chineseLength));
                    if (distance <= nearest) (best, nearest) = (other, distance);
                }

                if (best < 0) continue;
                english[one].Partner = best;
                chinese[best].Partner = one;
            }
        }

        for (var other = 0; other < ChineseCount; other++)
            foreach (var id in IdsOf(other)) first[id] = -1;
    }

    /// <summary>For each anchor of English that the Chinese has, where it has it.</summary>
    private void Index()
    {
        if (first.Length == 0)
        {
            first = new int[Anchors.All.Count + 1];
            first.AsSpan().Fill(-1);
        }

        var count = 0;
        for (var other = 0; other < ChineseCount; other++)
        {
            foreach (var id in IdsOf(other))
            {
                if (count == links.Length) Array.Resize(ref links, count * 2);
                links[count] = (other, first[id]);
                first[id] = count++;
            }
        }
    }

    /// <summary>Which words of English a word of the Chinese may answer to, by their numbers.</summary>
    public ReadOnlySpan<ushort> IdsOf(int chineseAnchor)
    {
        var (start, end) = idsOf[chineseAnchor];
        return ids.AsSpan(start, end - start);
    }
}
