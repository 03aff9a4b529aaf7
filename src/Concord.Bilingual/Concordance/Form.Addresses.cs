using System.Buffers;
using Concord.Bilingual.Concordance.Reading;

namespace Concord.Bilingual.Concordance;

/// <summary>Addresses, and the numbers of list items.</summary>
internal sealed partial class Form
{
    /// <summary>URLs and e-mail addresses must be the same on both sides.</summary>
    private static void Addresses(string english, string chinese, Report report)
    {
        var has = HasAddress(english) | HasAddress(chinese);
        if (!has) return;

        var one = AddressesIn(english);
        var other = AddressesIn(chinese);
        var inEnglish = one.Select(address => english[address.Start..address.End]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var inChinese = other.Select(address => chinese[address.Start..address.End]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (start, end) in one)
        {
            if (inChinese.Contains(english[start..end])) continue;
            Say(report.InFirst(start, end, english[start..end]), null);
        }

        foreach (var (start, end) in other)
        {
            if (inEnglish.Contains(chinese[start..end])) continue;
            Say(null, report.InSecond(start, end, chinese[start..end]));
        }

        void Say(Passage? first, Passage? second)
        {
            var address = (first ?? second)!.Text;
            report.Text(
                address.Contains('@', StringComparison.Ordinal) ? "form.email" : "form.url",
                Severity.Warning,
                first,
                second,
                $"“{address}” does not stand in the {(!report.KnowsLanguages ? "other text" : first is null ? "English" : "Chinese")}.",
                $"{(!report.KnowsLanguages ? "另一文本" : first is null ? "英文" : "中文")}中没有“{address}”。");
        }
    }

    /// <summary>Symbols of documents, A/RES/73/195: the same letters and numbers in another order are another document.</summary>
    private static void Symbols(string english, string chinese, Report report)
    {
        if (!english.Contains('/', StringComparison.Ordinal) || !chinese.Contains('/', StringComparison.Ordinal)) return;

        for (var at = 0; NextSymbol(english, ref at) is { Length: > 0 } symbol;)
        {
            if (chinese.Contains(symbol.ToString(), StringComparison.OrdinalIgnoreCase)) continue;
            for (var place = 0; NextSymbol(chinese, ref place) is { Length: > 0 } other;)
            {
                if (english.Contains(other.ToString(), StringComparison.OrdinalIgnoreCase) || !AreSamePieces(symbol, other)) continue;
                report.Text("reference.differs", Severity.Error, report.InFirst(at - symbol.Length, at, symbol.ToString()), report.InSecond(place - other.Length, place, other.ToString()), $"The English says {symbol}, the Chinese says {other}.", $"英文为{symbol}，中文为{other}。");
                break;
            }
        }
    }

    /// <returns>The next run of letters and figures with two strokes or more in it; empty when there is none.</returns>
    private static ReadOnlySpan<char> NextSymbol(ReadOnlySpan<char> text, ref int at)
    {
        while (at < text.Length)
        {
            var start = at;
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '/' or '.' or '-')) at++;
            var run = text[start..at].TrimEnd("./-");
            if (run.Count('/') >= 2 && run.ContainsAnyInRange('A', 'Z') && run.ContainsAnyInRange('0', '9') && !run.StartsWith("//", StringComparison.Ordinal))
            {
                at = start + run.Length;
                return run;
            }

            if (at == start) at++;
        }

        return default;
    }

    /// <summary>The same pieces in another order: every number of the two has its like, so that the values do not tell.</summary>
    private static bool AreSamePieces(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        Span<int> counts = stackalloc int[128];
        foreach (var character in one) counts[character]++;
        foreach (var character in other) counts[character]--;
        return counts.IndexOfAnyExcept(0) < 0;
    }

    private static bool HasAddress(string text) => text.Contains('@', StringComparison.Ordinal) || text.Contains("://", StringComparison.Ordinal) || text.Contains("www.", StringComparison.OrdinalIgnoreCase);

    private static List<(int Start, int End)> AddressesIn(string text)
    {
        var found = new List<(int, int)>();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] <= ' ' || text[at] >= 0x80 || text[at] is '(' or ')' or '<' or '>' or '"')
            {
                at++;
                continue;
            }

            var end = at;
            while (end < text.Length && text[end] is > ' ' and < (char)0x80 and not ('(' or ')' or '<' or '>' or '"')) end++;
            var run = text.AsSpan(at, end - at).TrimEnd(".,;:!?'");
            var isAddress = run.Contains("://", StringComparison.Ordinal) || run.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
                || (run.IndexOf('@') is var sign && sign > 0 && run[(sign + 1)..].Contains('.'));
            if (isAddress) found.Add((at, at + run.Length));
            at = end;
        }

        return found;
    }

    /// <summary>(a) and （b）: items of different numbers.</summary>
    private static void Numbering(string english, string chinese, Report report)
    {
        Items(english, chinese, report);
        if (!Item(english, out var one, out var alternative, out var end) || !Item(chinese, out var other, out var otherAlternative, out var otherEnd)) return;
        if (one == other || (alternative > 0 && alternative == other) || (otherAlternative > 0 && (otherAlternative == one || otherAlternative == alternative))) return;

        report.Text(
            "form.numbering",
            Severity.Warning,
            report.InFirst(0, end, one.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            report.InSecond(0, otherEnd, other.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            $"The items are numbered differently: “{english[..end]}” and “{chinese[..otherEnd]}”.",
            $"条目编号不同：“{english[..end]}”与“{chinese[..otherEnd]}”。");
    }

    /// <summary>(a) …; (b) …; (d) …: the letters and numbers of items within a paragraph, one by one.</summary>
    private static void Items(string english, string chinese, Report report)
    {
        var (at, other) = (0, 0);
        while (NextItem(english, ref at, out var start, out var value, out var alternative))
        {
            if (!NextItem(chinese, ref other, out var otherStart, out var otherValue, out var otherAlternative)) return;
            if (value == otherValue || (alternative > 0 && alternative == otherValue) || (otherAlternative > 0 && (otherAlternative == value || otherAlternative == alternative))) continue;

            report.Text(
                "form.numbering",
                Severity.Warning,
                report.InFirst(start, at),
                report.InSecond(otherStart, other),
                $"The items are numbered differently: “{english[start..at]}” and “{chinese[otherStart..other]}”.",
                $"条目编号不同：“{english[start..at]}”与“{chinese[otherStart..other]}”。");
            return;
        }
    }

    private static readonly SearchValues<char> beginsItem = SearchValues.Create("(（0123456789０１２３４５６７８９");

    /// <summary>The next bracketed number that begins an item, not one at the very beginning.</summary>
    private static bool NextItem(string text, ref int at, out int start, out int value, out int alternative)
    {
        (start, value, alternative) = (0, 0, 0);
        for (var index = Math.Max(1, at); index + 2 < text.Length; index++)
        {
            var ahead = text.AsSpan(index).IndexOfAny(beginsItem);
            if (ahead < 0) break;
            index += ahead;
            if (index + 2 >= text.Length) break;
            var counted = Digits.IsDigit(text[index]) && text[index - 1] is ' ' or '；' or '：' && index + 2 < text.Length && text[index + 1] == '.' && text[index + 2] is ' ' && (index < 2 || text[index - 2] is ';' or '；' or ':' or '：' or '。' || text[index - 1] is not ' '); // 2. adoption of the minutes;
            if ((text[index] is not ('(' or '（') && !counted) || text[index - 1] is not (' ' or '；' or ';' or '：' or ':' or '，' or ',' or '、' or '。' or '及' or '和' or '或' or '与')) continue;
            if (!Item(text[index..Math.Min(text.Length, index + 8)], out value, out alternative, out var length)) continue;
            (start, at) = (index, index + length);
            return true;
        }

        at = text.Length;
        return false;
    }

    /// <param name="text">A paragraph that may begin with the number of an item.</param>
    /// <param name="value">Which item: 3 for 3., (c), （三）, 丙.</param>
    /// <param name="alternative">The other reading of (i), (v) and (x); 0 when there is none.</param>
    /// <param name="end">Behind the number.</param>
    private static bool Item(string text, out int value, out int alternative, out int end)
    {
        (value, alternative, end) = (0, 0, 0);
        var at = 0;
        while (at < text.Length && text[at] <= ' ') at++;
        if (at >= text.Length) return false;

        var bracketed = text[at] is '(' or '（';
        if (bracketed) at++;
        var start = at;
        while (at < text.Length && at - start < 6 && (char.IsAsciiLetterOrDigit(text[at]) || Numerals.IsNumeral(text[at]) || text[at] is '甲' or '乙' or '丙' or '丁' or '戊')) at++;
        if (at == start || at >= text.Length) return false;

        var word = text.AsSpan(start, at - start);
        if (!(text[at] is ')' or '）' || (!bracketed && text[at] is '.' or '、' or '．'))) return false;
        if (!bracketed && text[at] is '.' && (at + 1 >= text.Length || (text[at + 1] != ' ' && !Numerals.IsHan(text[at + 1])))) return false;
        if (Digits.IsDigit(word[0]))
        {
            if (!int.TryParse(word, out value)) return false;
        }
        else if (char.IsAsciiLetter(word[0]))
        {
            var upper = word.ToString().ToUpperInvariant();
            var roman = EnglishReader.Roman(upper);
            if (word.Length == 1) (value, alternative) = (upper[0] - 'A' + 1, roman);
            else if (roman > 0) value = roman;
            else return false;
        }
        else if (word[0] is '甲' or '乙' or '丙' or '丁' or '戊')
        {
            value = "甲乙丙丁戊".IndexOf(word[0], StringComparison.Ordinal) + 1;
        }
        else
        {
            var from = 0;
            var read = Numerals.Read(word, ref from, out _);
            if (from != word.Length || read is < 1 or > 999) return false;
            value = (int)read;
        }

        end = at + 1;
        return true;
    }
}
