using Concord.Bilingual.Concordance.Reading;

namespace Concord.Bilingual.Concordance;

/// <summary>
/// Finds what has no counterpart in the other text: the run of clauses whose words are least to be found there, weighed against how long
/// the two texts are. Chinese joins and parts sentences as it likes, so that sentences are not counted.
/// </summary>
/// <remarks>Length as evidence: W. Gale and K. Church, "A program for aligning sentences in bilingual corpora", Computational Linguistics 19 (1993).</remarks>
internal sealed class Alignment
{
    /// <summary>Longer texts are checked paragraph by paragraph.</summary>
    private const int MostClauses = 120;

    /// <summary>Chinese characters for each English letter, and how far that varies from text to text: measured on the parallel texts.</summary>
    private const double Ratio = 0.3, Spread = 0.25;

    private static readonly double Absent = P("ABSENT", 1.0), Present = P("PRESENT", -1.5), Repeated = P("REPEATED", -0.1), Whole = P("WHOLE", 0.6), LengthWeight = P("LEN", 1), Limit = P("LIMIT", 2.2), Hint = P("HINT", 1.2), ChineseAbsent = P("ZHABS", 0.8), Single = P("SINGLE", 0.5);

    private static double P(string name, double normal) => double.TryParse(Environment.GetEnvironmentVariable("AL_" + name), System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : normal;

    private readonly Anchored anchored = new();
    private readonly Clause[] one = new Clause[MostClauses];
    private readonly Clause[] other = new Clause[MostClauses];

    public void Compare(string english, string chinese, EnglishReader englishReader, ChineseReader chineseReader, Report report)
    {
        var (letters, characters) = (Length(english, inEnglish: true), Length(chinese, inEnglish: false));
        if (letters < 40 && characters < 16) return;

        var count = SplitEnglish(english, englishReader.Tokens);
        var otherCount = SplitChinese(chinese);
        if (count > MostClauses || otherCount > MostClauses || count == 0 || otherCount == 0) return;
        if (count + otherCount <= 2)
        {
            CompareLengths(english, letters, chinese, characters, report);
            return;
        }

        anchored.Read(english, englishReader.Tokens, chineseReader.Folded);
        Weigh(anchored.English, anchored.Chinese, one.AsSpan(0, count), Absent, true);
        Weigh(anchored.Chinese, anchored.English, other.AsSpan(0, otherCount), ChineseAbsent, false);
        var (from, to, score) = Worst(one.AsSpan(0, count), letters, characters, inEnglish: true);
        var (otherFrom, otherTo, otherScore) = Worst(other.AsSpan(0, otherCount), letters, characters, inEnglish: false);
        if (score >= otherScore && score > Hint) report.Text("form.sentence", score > Limit ? Severity.Warning : Severity.Info, report.InFirst(one[from].Start, one[to].End), null, "This part seems to have no counterpart in the Chinese.", "这一部分在中文中似无对应内容。");
        else if (otherScore > score && otherScore > Hint) report.Text("form.sentence", otherScore > Limit ? Severity.Warning : Severity.Info, null, report.InSecond(other[otherFrom].Start, other[otherTo].End), "This part seems to have no counterpart in the English.", "这一部分在英文中似无对应内容。");
        else CompareLengths(english, letters, chinese, characters, report);
    }

    private static void CompareLengths(string english, int letters, string chinese, int characters, Report report)
    {
        var ratio = characters / Math.Max(1.0, letters);
        if (ratio is >= 0.15 and <= 0.7) return;

        report.Text(
            "form.length",
            Severity.Warning,
            report.InFirst(0, english.Length),
            report.InSecond(0, chinese.Length),
            ratio < Ratio ? "The Chinese is short for this English: something may be missing." : "The English is short for this Chinese: something may be missing.",
            ratio < Ratio ? "与英文相比，中文偏短，可能有遗漏。" : "与中文相比，英文偏短，可能有遗漏。");
    }

    private static int Length(ReadOnlySpan<char> text, bool inEnglish)
    {
        var length = 0;
        var latin = 0;
        foreach (var character in text)
        {
            if (character < 0x80) latin += char.IsAsciiLetterOrDigit(character) ? 1 : 0;
            else if (char.IsLetter(character) || Numerals.IsHan(character)) length++;
        }

        return inEnglish ? latin + length : length + (latin / 3);
    }

    /// <returns>How many clauses there are; more than <see cref="MostClauses"/>: too many.</returns>
    private int SplitEnglish(string text, EnglishTokens tokens)
    {
        var (count, start) = (0, -1);
        for (var index = 0; index < tokens.Count; index++)
        {
            if (start < 0) start = tokens[index].Start;
            var endsSentence = index + 1 == tokens.Count || tokens[index + 1].Sentence != tokens[index].Sentence;
            var ends = endsSentence || (tokens[index].Kind == TokenKind.Sign && tokens[index].First is ',' or ';' or ':' or '–' or '—');
            if (!ends) continue;

            if (count == MostClauses) return count + 1;
            one[count++] = new() { Start = start, End = tokens[index].End, Length = Length(text.AsSpan(start, tokens[index].End - start), true), EndsWhole = endsSentence || tokens[index].First == ';' };
            start = -1;
        }

        return count;
    }

    private int SplitChinese(string text)
    {
        var (count, start) = (0, 0);
        for (var at = 0; at < text.Length; at++)
        {
            var whole = text[at] is '。' or '！' or '？' or '!' or '?' or '；' or ';';
            if (!whole && text[at] is not ('，' or ',' or '：' or ':' or '—') && at + 1 < text.Length) continue;

            var end = at + 1;
            while (end < text.Length && text[end] is '”' or '’' or '）' or '」' or '》') end++;
            var length = Length(text.AsSpan(start, end - start), false);
            if (length > 0)
            {
                if (count == MostClauses) return count + 1;
                other[count++] = new() { Start = start, End = end, Length = length, EndsWhole = whole || end == text.Length };
            }
            else if (count > 0)
            {
                other[count - 1].EndsWhole |= whole;
            }

            (start, at) = (end, end - 1);
        }

        return count;
    }

    /// <summary>What speaks for a clause having no counterpart: words that are not there.</summary>
    private static void Weigh(ReadOnlySpan<Anchor> anchors, ReadOnlySpan<Anchor> others, Span<Clause> clauses, double absent, bool inEnglish)
    {
        var clause = 0;
        foreach (var anchor in anchors)
        {
            while (clause + 1 < clauses.Length && anchor.Start >= clauses[clause].End) clause++;
            var single = inEnglish ? anchor.Partner >= 0 && others[anchor.Partner].End - others[anchor.Partner].Start == 1 : anchor.End - anchor.Start == 1;
            clauses[clause].Evidence += (anchor.Partner >= 0 ? Present : anchor.IsThere ? Repeated : absent) * (single ? Single : 1);
        }
    }

    /// <summary>The run of clauses that most likely has no counterpart.</summary>
    private static (int From, int To, double Score) Worst(ReadOnlySpan<Clause> clauses, int letters, int characters, bool inEnglish)
    {
        var (from, to, best) = (0, 0, double.MinValue);
        var off = Off(letters, characters);
        for (var first = 0; first < clauses.Length; first++)
        {
            var (evidence, length) = (0.0, 0);
            for (var last = first; last < clauses.Length; last++)
            {
                evidence += clauses[last].Evidence;
                length += clauses[last].Length;
                if (last - first + 1 == clauses.Length) break;

                var rest = inEnglish ? Off(letters - length, characters) : Off(letters, characters - length);
                var whole = ((first == 0 || clauses[first - 1].EndsWhole) ? Whole / 2 : -Whole / 2) + (clauses[last].EndsWhole ? Whole / 2 : -Whole / 2);
                var score = evidence + (LengthWeight * Math.Clamp((off * off) - (rest * rest), -6, 6)) + whole;
                if (score > best) (from, to, best) = (first, last, score);
            }
        }

        return (from, to, best);
    }

    /// <summary>How far two lengths are from what translations have, in standard deviations.</summary>
    private static double Off(int letters, int characters) => Math.Log(Math.Max(1, characters) / (Ratio * Math.Max(1, letters))) / Spread / Math.Sqrt(2);

    private struct Clause
    {
        public int Start;
        public int End;
        public int Length;

        /// <summary>Whether a sentence, or a part set off by a semicolon, ends here.</summary>
        public bool EndsWhole;

        public double Evidence;
    }
}
