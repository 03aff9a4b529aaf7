using Concord.Bilingual.Concordance.Reading;

namespace Concord.Bilingual.Concordance;

/// <summary>
/// Finds sentences that have no counterpart, by length alone (W. Gale and K. Church, "A program for aligning sentences in bilingual
/// corpora", Computational Linguistics 19, 1993): one sentence may answer to one or two; what is left over stands alone.
/// </summary>
internal sealed class Alignment
{
    /// <summary>Longer texts are not aligned: they are checked paragraph by paragraph.</summary>
    private const int MostSentences = 60;

    /// <summary>Chinese characters for each English letter, and how far that varies: measured on the pairs of the tests.</summary>
    private const double Ratio = 0.3, Variance = 0.35;

    private const double Alone = 9, Merged = 3, Pairwise = 6;

    private readonly double[] cost = new double[(MostSentences + 1) * (MostSentences + 1)];
    private readonly byte[] step = new byte[(MostSentences + 1) * (MostSentences + 1)];
    private readonly (int Start, int End, int Length)[] one = new (int, int, int)[MostSentences];
    private readonly (int Start, int End, int Length)[] other = new (int, int, int)[MostSentences];

    public void Compare(string english, string chinese, EnglishReader englishReader, ChineseReader chineseReader, Report report)
    {
        var (letters, characters) = (Length(english, inEnglish: true), Length(chinese, inEnglish: false));
        if (letters < 40 && characters < 16) return;

        var ratio = characters / Math.Max(1.0, letters);
        var (sentences, otherSentences) = (englishReader.Sentences, chineseReader.Sentences);
        var (clauses, otherClauses) = (sentences + Semicolons(english, ';'), otherSentences + Semicolons(chinese, '；'));
        var missing = (sentences > otherSentences && ratio < 0.25) || ratio < 0.17 || (sentences == otherSentences && clauses > otherClauses && clauses >= 4) || (clauses > otherClauses && ratio < 0.22);
        var added = (otherSentences > sentences && ratio > 0.33) || ratio > (sentences + otherSentences > 2 ? 0.42 : 0.7) || (sentences == otherSentences && otherClauses > clauses && otherClauses >= 4) || (otherClauses > clauses && ratio > 0.35);
        if (!missing && !added) return;

        // Good Chinese is shorter than its English by half as often as not: only what is far off is a warning.
        var certain = ratio is < 0.21 or > 0.38 || sentences == otherSentences;

        var count = Split(english, one, inEnglish: true, englishReader);
        var otherCount = Split(chinese, other, inEnglish: false, englishReader);
        if (count + otherCount >= 3 && count > 0 && otherCount > 0 && sentences <= MostSentences && otherSentences <= MostSentences)
        {
            Align(count, otherCount);
            if (Walk(count, otherCount, report)) return;
        }

        report.Text(
            "form.length",
            certain ? Severity.Warning : Severity.Info,
            report.InFirst(0, english.Length),
            report.InSecond(0, chinese.Length),
            missing ? "The Chinese is short for this English: something may be missing." : "The English is short for this Chinese: something may be missing.",
            missing ? "与英文相比，中文偏短，可能有遗漏。" : "与中文相比，英文偏短，可能有遗漏。");
    }

    private static int Semicolons(ReadOnlySpan<char> text, char mark) => text.Count(mark);

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

    private static int Split(string text, (int Start, int End, int Length)[] sentences, bool inEnglish, EnglishReader reader)
    {
        var count = 0;
        var start = 0;
        if (inEnglish)
        {
            for (var index = 0; index < reader.Tokens.Count && count < MostSentences; index++)
            {
                var last = index + 1 == reader.Tokens.Count || reader.Tokens[index + 1].Sentence != reader.Tokens[index].Sentence;
                if (!last) continue;
                var end = reader.Tokens[index].End;
                var length = Length(text.AsSpan(start, end - start), true);
                if (length > 1) sentences[count++] = (start, end, length);
                start = end;
            }

            return count;
        }

        for (var at = 0; at < text.Length && count < MostSentences; at++)
        {
            if (text[at] is not ('。' or '！' or '？' or '!' or '?') && at + 1 < text.Length) continue;
            var end = at + 1;
            while (end < text.Length && text[end] is '”' or '’' or '）' or '」' or '》') end++;
            var length = Length(text.AsSpan(start, end - start), false);
            if (length > 0) sentences[count++] = (start, end, length);
            start = end;
            at = end - 1;
        }

        return count;
    }

    private void Align(int count, int otherCount)
    {
        var width = otherCount + 1;
        for (var row = 0; row <= count; row++)
        {
            for (var column = 0; column <= otherCount; column++)
            {
                var best = row == 0 && column == 0 ? 0 : double.MaxValue;
                byte how = 0;
                Try(1, 1, 0);
                Try(1, 0, Alone);
                Try(0, 1, Alone);
                Try(2, 1, Merged);
                Try(1, 2, Merged);
                Try(3, 1, Merged * 2);
                Try(1, 3, Merged * 2);
                Try(2, 2, Pairwise);
                cost[(row * width) + column] = best;
                step[(row * width) + column] = how;

                void Try(int ones, int others, double prior)
                {
                    if (row < ones || column < others) return;
                    var total = cost[((row - ones) * width) + column - others];
                    if (total == double.MaxValue) return;
                    total += prior + Distance(row, ones, column, others);
                    if (total >= best) return;
                    best = total;
                    how = (byte)((ones * 4) + others);
                }
            }
        }
    }

    private double Distance(int row, int ones, int column, int others)
    {
        var (length, otherLength) = (0, 0);
        for (var index = 0; index < ones; index++) length += one[row - 1 - index].Length;
        for (var index = 0; index < others; index++) otherLength += other[column - 1 - index].Length;
        if (ones == 0 || others == 0) return Math.Min(6, ((ones == 0 ? otherLength / Ratio : length) / 40.0));

        var expected = length * Ratio;
        var spread = Variance * ((expected + otherLength) / 2) * 0.75;
        var off = (otherLength - expected) / Math.Max(3, spread);
        return off * off;
    }

    /// <returns>Whether a sentence stood alone.</returns>
    private bool Walk(int count, int otherCount, Report report)
    {
        var width = otherCount + 1;
        var found = false;
        var (row, column) = (count, otherCount);
        while (row > 0 || column > 0)
        {
            var how = step[(row * width) + column];
            var (ones, others) = (how / 4, how % 4);
            if (ones == 0 && others == 0) return found;
            if (others == 0)
            {
                var (start, end, _) = one[row - 1];
                report.Text("form.sentence", Severity.Warning, report.InFirst(start, end), null, "This sentence seems to have no counterpart in the Chinese.", "该句在中文中似无对应内容。");
            }
            else if (ones == 0)
            {
                var (start, end, _) = other[column - 1];
                report.Text("form.sentence", Severity.Warning, null, report.InSecond(start, end), "This sentence seems to have no counterpart in the English.", "该句在英文中似无对应内容。");
            }

            found |= ones == 0 || others == 0;
            row -= ones;
            column -= others;
        }

        return found;
    }
}
