using Concord.Bilingual.Concordance.Reading;

namespace Concord.Bilingual.Concordance;

/// <summary>
/// Finds an item of a list that the other text has not: "English, French and Arabic", 英文和法文. Told when the other text has fewer items
/// between the same words, and one item has no counterpart at all.
/// </summary>
internal sealed class Enumerations
{
    private const int MostItems = 24;

    private readonly Item[] items = new Item[MostItems];
    private int count;

    /// <summary>Where the first item begins cannot be seen: "In March, A and B".</summary>
    private bool beginsAnywhere;

    /// <summary>Whether it takes the words of both texts to compare their lists: one has more items than the other.</summary>
    public bool NeedsWords(string english, EnglishTokens tokens, string chinese)
    {
        if (!english.Contains(',', StringComparison.Ordinal) && !chinese.Contains('、', StringComparison.Ordinal)) return false;

        var difference = 0;
        for (var at = 0; at < tokens.Count;)
        {
            at = ReadEnglish(english, tokens, at);
            if (count > 2) difference += count;
        }

        for (var at = 0; at < chinese.Length;)
        {
            at = ReadChinese(chinese, at);
            if (count > 2) difference -= count;
        }

        return difference != 0;
    }

    public void Compare(string english, EnglishTokens tokens, string chinese, Anchored anchored, Report report)
    {
        if (anchored.English.Length == 0 || anchored.Chinese.Length == 0) return;

        for (var at = 0; at < tokens.Count;)
        {
            var next = ReadEnglish(english, tokens, at);
            if (count > 2 && Missing(anchored.English, anchored.Chinese, chinese, SeparatorsInChinese, 8) is >= 0 and var item) Tell(report.InFirst(items[item].Start, items[item].End), null, report);
            at = next;
        }

        for (var at = 0; at < chinese.Length;)
        {
            var next = ReadChinese(chinese, at);
            if (count > 2 && Missing(anchored.Chinese, anchored.English, english, SeparatorsInEnglish, 24) is >= 0 and var item) Tell(null, report.InSecond(items[item].Start, items[item].End), report);
            at = next;
        }
    }

    private static void Tell(Passage? first, Passage? second, Report report) => report.Text(
        "form.item",
        Severity.Warning,
        first,
        second,
        $"The item “{(first ?? second)!.Text}” seems to have no counterpart in the {(first is null ? "English" : "Chinese")}.",
        $"列举项“{(first ?? second)!.Text}”在{(first is null ? "英文" : "中文")}中似无对应内容。");

    /// <summary>The one item without a counterpart, when the other text has fewer items between the counterparts of the others; -1: none.</summary>
    /// <param name="anchors">Words of the text that has the list.</param>
    /// <param name="others">Words of the other text.</param>
    /// <param name="otherText">The other text.</param>
    /// <param name="separators">How many items end between two places of the other text.</param>
    /// <param name="reach">How far from the list, in characters of the other text, a further item may begin.</param>
    private int Missing(ReadOnlySpan<Anchor> anchors, ReadOnlySpan<Anchor> others, string otherText, Func<string, int, int, int> separators, int reach)
    {
        var (alone, matched, start, end) = (-1, 0, int.MaxValue, 0);
        for (var index = 0; index < count; index++)
        {
            var (answered, there) = (0, false);
            foreach (ref readonly var anchor in anchors)
            {
                if (anchor.Start < items[index].Start || anchor.Start >= items[index].End) continue;
                there |= anchor.IsThere;
                if (anchor.Partner < 0) continue;
                answered++;
                start = Math.Min(start, others[anchor.Partner].Start);
                end = Math.Max(end, others[anchor.Partner].End);
            }

            if (answered > 0) matched++;
            else if (there || alone >= 0 || (index == 0 && beginsAnywhere)) return -1;
            else alone = index;
        }

        if (alone < 0 || matched < count - 1 || matched < 2) return -1;
        if (separators(otherText, start, end) + 1 != count - 1) return -1;

        // At an end of the list it may stand there under a word that is not known.
        var (from, to) = (start, end);
        while (from > Math.Max(0, start - reach) && otherText[from - 1] is not ('，' or '；' or '。' or '：')) from--;
        while (to < Math.Min(otherText.Length, end + reach) && otherText[to] is not ('，' or '；' or '。' or '：')) to++;
        return (alone == 0 && separators(otherText, from, start) > 0) || (alone == count - 1 && separators(otherText, end, to) > 0) ? -1 : alone;
    }

    private static int SeparatorsInChinese(string text, int start, int end)
    {
        var found = 0;
        for (var at = start; at < end; at++)
        {
            if (text[at] is '、' or '，' or '；') found++;
            else if (text[at] is '和' or '及' or '与' or '或' or '并' or '且' && at > start && text[at - 1] is not ('、' or '，' or '；' or '以') && !(at + 1 < text.Length && text[at + 1] is '平' or '谐' or '者' or '其' or '会')) found++;
            else if (text[at] is '以' && at + 1 < text.Length && text[at + 1] is '及' && at > start && text[at - 1] is not ('、' or '，' or '；')) found++;
        }

        return found;
    }

    private static int SeparatorsInEnglish(string text, int start, int end)
    {
        var found = 0;
        for (var at = start; at < end; at++)
        {
            if (text[at] is ',' or ';') found++;
            else if (text[at] == ' ' && (text.AsSpan(at).StartsWith(" and ", StringComparison.Ordinal) || text.AsSpan(at).StartsWith(" or ", StringComparison.Ordinal)) && !(at > 0 && text[at - 1] is ',' or ';')) found++;
        }

        return found;
    }

    /// <summary>A run of short pieces between commas, closed by "and" or "or".</summary>
    /// <returns>The token to go on with.</returns>
    private int ReadEnglish(string text, EnglishTokens tokens, int from)
    {
        (count, beginsAnywhere) = (0, true);
        var (start, words) = (from, 0);
        for (var at = from; at < tokens.Count; at++)
        {
            ref var token = ref tokens[at];
            if (token.Sentence != tokens[from].Sentence) return Drop(at);

            var isAnd = token.Kind == TokenKind.Word && text.AsSpan(token.Start, token.End - token.Start) is "and" or "or";
            var isBreak = token.Kind == TokenKind.Sign && token.First is ';' or ':' or '.' or '(' or ')' or '–' or '—' or '-';
            if (token.Kind == TokenKind.Sign && token.First == ',' || (isAnd && count > 0))
            {
                if (at > start) Add(tokens[start].Start, tokens[at - 1].End);
                if (isAnd)
                {
                    // The last item: up to the next break, or as long as the others were.
                    var end = at + 1;
                    while (end < tokens.Count && tokens[end].Sentence == token.Sentence && tokens[end].Kind is TokenKind.Word or TokenKind.Number && end - at <= 5) end++;
                    if (end > at + 1) Add(tokens[at + 1].Start, tokens[end - 1].End);
                    return end;
                }

                (start, words) = (at + 1, 0);
                if (at + 1 < tokens.Count && tokens[at + 1].Kind == TokenKind.Word && text.AsSpan(tokens[at + 1].Start, tokens[at + 1].End - tokens[at + 1].Start) is "and" or "or") start = at + 2;
                continue;
            }

            if (isBreak || ++words > 7)
            {
                // The first item begins anywhere: only its last words count.
                if (count == 0 && !isBreak)
                {
                    start++;
                    continue;
                }

                return Drop(Math.Max(from + 1, at + (isBreak ? 1 : 0)));
            }
        }

        return tokens.Count;
    }

    /// <summary>No "and" closes it: commas between clauses.</summary>
    private int Drop(int next)
    {
        count = 0;
        return next;
    }

    /// <summary>Pieces between 、, the last after 和, 及 or 或.</summary>
    /// <returns>Where to go on.</returns>
    private int ReadChinese(string text, int from)
    {
        (count, beginsAnywhere) = (0, false);
        var first = text.IndexOf('、', from);
        if (first < 0) return text.Length;

        var start = first;
        while (start > from && first - start < 8 && (Numerals.IsHan(text[start - 1]) || char.IsAsciiLetterOrDigit(text[start - 1]))) start--;
        for (var at = first; at < text.Length; at++)
        {
            if (text[at] is '、')
            {
                Add(start, at);
                start = at + 1;
                if (start < text.Length && text[start] is '和' or '及' or '与' or '或') start++;
                else if (start + 1 < text.Length && text[start] is '以' && text[start + 1] is '及') start += 2;
                continue;
            }

            if (text[at] is '和' or '及' or '与' or '或' && count > 0 && at > start + 1)
            {
                Add(start, text[at] == '及' && text[at - 1] == '以' ? at - 1 : at);
                start = at + 1;
                continue;
            }

            if (at - start > 14 || !(Numerals.IsHan(text[at]) || char.IsAsciiLetterOrDigit(text[at]) || text[at] is ' ' or '《' or '》' or '“' or '”' or '·' or '-')) return Ends(at);
        }

        return Ends(text.Length);

        int Ends(int at)
        {
            if (at > start) Add(start, Math.Min(at, start + 8));
            return Math.Max(first + 1, at);
        }
    }

    private void Add(int start, int end)
    {
        if (count < MostItems && end > start) items[count++] = new(start, end);
    }

    private readonly record struct Item(int Start, int End);
}
