namespace Concord.Bilingual.Concordance.Reading;

/// <summary>
/// Words whose translation is nearly always one of a few: what tells that a sentence has a counterpart, and which word of one text is which of
/// the other. From Data/anchors.tsv: English words, their Chinese renderings.
/// </summary>
internal sealed class Anchors
{
    private static readonly Lazy<Anchors> all = new(() => new());

    private readonly Dictionary<string, ushort> stems = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ushort>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly Rendering[][] renderings;

    /// <summary>Words as they were met, so that each is stemmed once: as many as a language is mostly written with.</summary>
    private const int MostKnown = 20_000;

    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, ushort> known = new(StringComparer.Ordinal);
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, ushort>.AlternateLookup<ReadOnlySpan<char>> recent;
    private readonly ushort[] from = new ushort[0x10000];

    /// <summary>Whether some rendering may begin with two characters: most pairs of a text begin none.</summary>
    private readonly bool[] begins = new bool[0x10000];

    private Anchors()
    {
        var words = new Dictionary<string, List<ushort>>(StringComparer.Ordinal);
        Span<char> stem = stackalloc char[40];
        foreach (var (english, chinese) in Table.Read("anchors"))
        {
            ushort id = 0;
            foreach (var form in english.Split('|'))
            {
                form.CopyTo(stem);
                var key = new string(stem[..EnglishStem.Of(stem[..form.Length])]);
                if (stems.TryGetValue(key, out var known)) id = id == 0 ? known : id;
                else stems[key] = id = id == 0 ? (ushort)(stems.Count + 1) : id;
            }

            foreach (var word in chinese.Split('|'))
            {
                if (!words.TryGetValue(word, out var ids)) words[word] = ids = [];
                if (!ids.Contains(id)) ids.Add(id);
            }
        }

        // 车辆 answers to whatever 车 does.
        foreach (var (word, ids) in words)
        {
            for (var length = 1; length < word.Length; length++)
            {
                if (words.TryGetValue(word[..length], out var front)) ids.AddRange(front.Except(ids).ToList());
                if (words.TryGetValue(word[^length..], out var back)) ids.AddRange(back.Except(ids).ToList());
            }
        }

        lookup = stems.GetAlternateLookup<ReadOnlySpan<char>>();
        recent = known.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var word in words.Keys)
            if (word.Length > 1) begins[Both(word[0], word[1])] = true;
        var groups = words.GroupBy(one => one.Key[0]).ToList();
        renderings = new Rendering[groups.Count + 1][];
        renderings[0] = [];
        for (var group = 0; group < groups.Count; group++)
        {
            from[groups[group].Key] = (ushort)(group + 1);
            renderings[group + 1] = [.. groups[group].OrderByDescending(one => one.Key.Length).Select(one => new Rendering(one.Key.Length > 1 ? one.Key[1] : '\0', one.Key, [.. one.Value]))];
        }
    }

    /// <summary>Read when it is first needed: texts of one sentence do without.</summary>
    public static Anchors All => all.Value;

    /// <summary>The highest number of a word.</summary>
    public int Count => stems.Count;

    /// <summary>All renderings of words of English, given by their numbers.</summary>
    public IEnumerable<string> RenderingsOf(ushort[] ids) => renderings.SelectMany(group => group).Where(one => one.Ids.Intersect(ids).Any()).Select(one => one.Word);

    /// <summary>The word as a number that its renderings share; 0 when it is not known.</summary>
    public ushort IdOf(ReadOnlySpan<char> word)
    {
        if (word.Length is < 2 or > 30) return 0;
        if (recent.TryGetValue(word, out var seen)) return seen;

        var id = Stemmed(word);
        if (known.Count < MostKnown) known.TryAdd(word.ToString(), id);
        return id;
    }

    private ushort Stemmed(ReadOnlySpan<char> word)
    {
        Span<char> stem = stackalloc char[word.Length];
        for (var at = 0; at < word.Length; at++)
        {
            var letter = (char)(word[at] | 0x20);
            if (letter is < 'a' or > 'z') return 0;
            stem[at] = letter;
        }

        return lookup.TryGetValue(stem[..EnglishStem.Of(stem)], out var id) ? id : (ushort)0;
    }

    private static ushort Both(char first, char second) => (ushort)((first * 31) ^ (second * 7));

    /// <summary>The longest rendering that begins here.</summary>
    /// <returns>Its length in characters; 0 when none does.</returns>
    public int Find(ReadOnlySpan<char> text, int at, out ReadOnlySpan<ushort> ids)
    {
        var next = at + 1 < text.Length ? text[at + 1] : '\0';
        var its = renderings[from[text[at]]].AsSpan();
        if (its.Length > 0 && !begins[Both(text[at], next)]) its = its[^1..]; // the shortest may be a single character
        foreach (ref readonly var one in its)
        {
            if (one.Second != '\0' && (one.Second != next || !text[at..].StartsWith(one.Word, StringComparison.Ordinal))) continue;
            ids = one.Ids;
            return one.Word.Length;
        }

        ids = default;
        return 0;
    }

    /// <param name="Second">Its second character, nothing when it has none: it tells sooner than the word that another stands here.</param>
    /// <param name="Word">The whole.</param>
    /// <param name="Ids">The words of English that it renders.</param>
    private readonly record struct Rendering(char Second, string Word, ushort[] Ids);
}
