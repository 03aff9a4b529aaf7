using Concord.Bilingual.Concordance.Reading;

namespace Concord.Bilingual.Concordance;

/// <summary>
/// Whether both texts name the same countries and institutions, from a register of well-known ones (Data/names.tsv). A name that stands
/// on one side only may be left out there; one that stands where another is expected is a finding.
/// </summary>
internal sealed class Names
{
    private static readonly Lazy<Names> all = new(() => new());

    private readonly Dictionary<string, Entry[]> byFirstWord;
    private readonly Dictionary<string, Entry[]>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly (string Word, Entry Entry)[][] inChinese;
    private readonly ushort[] from = new ushort[0x10000];

    private Names()
    {
        var entries = Table.ReadColumns("names").Select(columns => new Entry(columns[0], columns[1].Split('|'), columns[2].Split('|', StringSplitOptions.RemoveEmptyEntries), columns[3].Split('|', StringSplitOptions.RemoveEmptyEntries))).ToList();
        byFirstWord = entries.SelectMany(entry => entry.English.Select(name => (First: name.Split(' ')[0], entry))).GroupBy(one => one.First, one => one.entry, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Distinct().ToArray(), StringComparer.Ordinal);
        lookup = byFirstWord.GetAlternateLookup<ReadOnlySpan<char>>();
        var groups = entries.SelectMany(entry => entry.Chinese.Select(word => (Word: word, Entry: entry))).GroupBy(one => one.Word[0]).ToList();
        inChinese = new (string, Entry)[groups.Count + 1][];
        inChinese[0] = [];
        for (var group = 0; group < groups.Count; group++)
        {
            from[groups[group].Key] = (ushort)(group + 1);
            inChinese[group + 1] = [.. groups[group].OrderByDescending(one => one.Word.Length)];
        }
    }

    public static Names All => all.Value;

    public void Compare(string english, EnglishTokens tokens, ReadOnlySpan<char> chinese, Report report)
    {
        for (var at = 0; at < tokens.Count; at++)
        {
            if (tokens[at] is not { Kind: TokenKind.Word, IsCapital: true } || !lookup.TryGetValue(english.AsSpan(tokens[at].Start, tokens[at].End - tokens[at].Start), out var entries)) continue;

            var (found, end) = Longest(english, tokens[at].Start, entries);
            if (found is null) continue;
            while (at + 1 < tokens.Count && tokens[at + 1].Start < end) at++;
            if (found.IsIn(chinese)) continue;
            if (Instead(found.Class, english, chinese) is not { } other) continue;

            var (start, length, entry) = other;
            report.Text(
                "term.name",
                Severity.Warning,
                report.InFirst(end - Length(found, english, end), end, found.Chinese[0]),
                report.InSecond(start, start + length, entry.English[0]),
                $"The English names {found.English[0]}, the Chinese {entry.English[0]} ({entry.Chinese[0]}).",
                $"英文为{found.Chinese[0]}（{found.English[0]}），中文为{entry.Chinese[0]}。");
            return;
        }
    }

    private static int Length(Entry entry, string english, int end) => entry.English.Where(name => end >= name.Length && english.AsSpan(end - name.Length, name.Length).SequenceEqual(name)).Max(name => name.Length);

    private static (Entry? Entry, int End) Longest(string english, int start, Entry[] entries)
    {
        (Entry? found, var end) = (null, start);
        foreach (var entry in entries)
        {
            foreach (var name in entry.English)
            {
                if (start + name.Length <= end || !english.AsSpan(start).StartsWith(name, StringComparison.Ordinal)) continue;
                if (start + name.Length < english.Length && EnglishTokens.IsLetter(english[start + name.Length])) continue;
                (found, end) = (entry, start + name.Length);
            }
        }

        return (found, end);
    }

    /// <summary>A name of the same class that stands in the Chinese and not in the English.</summary>
    private (int Start, int Length, Entry Entry)? Instead(string @class, string english, ReadOnlySpan<char> chinese)
    {
        for (var at = 0; at < chinese.Length;)
        {
            var length = 1;
            foreach (var (word, entry) in inChinese[from[chinese[at]]])
            {
                if (!chinese[at..].StartsWith(word, StringComparison.Ordinal)) continue;

                length = word.Length;
                var isPart = at + length < chinese.Length && chinese[at + length] is '门' or '长' or '属'; // 外交部门
                if (entry.Class == @class && !isPart && !entry.IsIn(english)) return (at, length, entry);
                break;
            }

            at += length;
        }

        return null;
    }

    private sealed record Entry(string Class, string[] English, string[] Chinese, string[] AlsoChinese)
    {
        public bool IsIn(ReadOnlySpan<char> chinese)
        {
            foreach (var name in Chinese)
                if (chinese.IndexOf(name, StringComparison.Ordinal) >= 0) return true;
            foreach (var name in AlsoChinese)
                if (chinese.IndexOf(name, StringComparison.Ordinal) >= 0) return true;
            foreach (var name in English)
                if (chinese.IndexOf(name, StringComparison.Ordinal) >= 0) return true;

            return false;
        }

        public bool IsIn(string english)
        {
            foreach (var name in English)
                if (english.Contains(name, StringComparison.OrdinalIgnoreCase)) return true;

            return false;
        }
    }
}
