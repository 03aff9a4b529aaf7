using Concord.Bilingual.Concordance.Reading;

namespace Concord.Bilingual.Concordance;

/// <summary>Clauses of two texts that stand for each other. A length of nothing: what is there has no counterpart.</summary>
internal readonly record struct Bead(int Start, int End, int OtherStart, int OtherEnd);

/// <summary>
/// Lays two texts side by side, clause by clause, by the words and values that they share and by their lengths, and finds the sentences that
/// have no counterpart. Chinese joins and parts sentences as it likes: several clauses may answer to one.
/// </summary>
/// <remarks>Length as evidence: W. Gale and K. Church, "A program for aligning sentences in bilingual corpora", Computational Linguistics 19 (1993).</remarks>
internal sealed class Alignment
{
    /// <summary>Longer texts are checked paragraph by paragraph.</summary>
    private const int MostClauses = 80;

    /// <summary>Chinese characters for each English letter, and how far that varies from text to text: measured on the parallel texts.</summary>
    private const double Ratio = 0.3, Spread = 0.35;

    /// <summary>In characters. Longer texts are no paragraphs, and laying them side by side takes the square of their length.</summary>
    private const int Longest = 12_000;

    /// <summary>So many clauses of one text may answer to one of the other.</summary>
    private const int MostTogether = 6;

    /// <summary>
    /// What the words and values that two clauses share, or do not share, speak for; found on pairs of paragraphs of the tests, as
    /// evidence in the same measure as the logarithm of a likelihood.
    /// </summary>
    private const double Matched = 2, Unmatched = 0.4, Value = 2, MostOff = 2;

    /// <summary>What it costs to leave a sentence alone, to join a clause, a sentence or an item of a list to the next.</summary>
    private const double Alone = 0.2, Joined = 0.15, JoinedWhole = 0.8, JoinedItem = 2;

    /// <summary>Two that have nothing in common still stand for each other sooner than both alone.</summary>
    private const double Floor = 0.5 - (2 * Alone);

    private static readonly double[] logs = [.. Enumerable.Range(0, 4096).Select(length => Math.Log(Math.Max(1, length)))];
    private static readonly double LogOfRatio = Math.Log(Ratio);

    private readonly Anchored anchored = new();
    private readonly double[] score = new double[(MostClauses + 1) * (MostClauses + 1)];
    private readonly ushort[] step = new ushort[(MostClauses + 1) * (MostClauses + 1)];
    private readonly double[] shared = new double[MostClauses * MostClauses];
    private readonly Bead[] beads = new Bead[MostClauses * 2];
    private readonly double[] sums = new double[MostTogether];
    private int count;
    private int otherCount;
    private int beadCount;
    private bool isLaid;
    private bool lists;
    private int[] places = new int[128];
    private int[] otherPlaces = new int[128];
    private readonly Clause[] one = new Clause[MostClauses];
    private readonly Clause[] other = new Clause[MostClauses];

    /// <summary>The words of both texts that answer each other; of the texts that were prepared last.</summary>
    public Anchored Anchored => anchored;

    /// <summary>Which clauses of the texts that were prepared last stand for each other, in order; the whole of both when they were not laid side by side.</summary>
    public ReadOnlySpan<Bead> Beads => beads.AsSpan(0, beadCount);

    /// <summary>Lays two texts side by side, clause by clause, by the words and values that they share.</summary>
    public void Prepare(string english, string chinese, EnglishReader englishReader, ChineseReader chineseReader, ReadOnlySpan<int> partners, Enumerations enumerations)
    {
        // Most texts are one sentence that denies nothing: there is nothing to lay.
        var several = englishReader.Sentences > 1 || chineseReader.Sentences > 1 || english.Contains(';', StringComparison.Ordinal) || chinese.Contains('；', StringComparison.Ordinal);
        var isParagraph = english.Length <= Longest && chinese.Length <= Longest;
        anchored.Clear();
        if (!isParagraph || (!several && !Polarity.NeedsWords(englishReader.Cues, chineseReader.Cues)))
        {
            if (isParagraph && (Opposites.NeedsWords(english, englishReader.Tokens, chineseReader.Folded) || enumerations.NeedsWords(english, englishReader.Tokens, chinese))) anchored.Read(english, englishReader.Tokens, chineseReader.Folded);
            (isLaid, beadCount) = (false, 1);
            beads[0] = new(0, english.Length, 0, chinese.Length);
            return;
        }

        anchored.Read(english, englishReader.Tokens, chineseReader.Folded);
        (count, otherCount) = (SplitEnglish(english, englishReader.Tokens), SplitChinese(chinese));
        (isLaid, beadCount) = (count + otherCount > 2 && count > 0 && otherCount > 0 && count <= MostClauses && otherCount <= MostClauses, 0);
        if (!isLaid)
        {
            beads[beadCount++] = new(0, english.Length, 0, chinese.Length);
            return;
        }

        Lay(englishReader.Marks, chineseReader.Marks, partners);
        lists = Items(one.AsSpan(0, count)) > 1 && Items(other.AsSpan(0, otherCount)) > 1;
        Align();
        Walk();
    }

    /// <summary>Tells which sentences have no counterpart; of texts of one clause whether one is far too short.</summary>
    public void Compare(string english, string chinese, Report report)
    {
        if (!isLaid)
        {
            if (english.Length >= 40 || chinese.Length >= 16) CompareLengths(english, Length(english, inEnglish: true), chinese, Length(chinese, inEnglish: false), report);
            return;
        }

        foreach (var bead in Beads)
        {
            if (bead.OtherEnd == bead.OtherStart) report.Text("form.sentence", Severity.Warning, report.InFirst(bead.Start, bead.End), null, "This part seems to have no counterpart in the Chinese.", "这一部分在中文中似无对应内容。");
            else if (bead.End == bead.Start) report.Text("form.sentence", Severity.Warning, null, report.InSecond(bead.OtherStart, bead.OtherEnd), "This part seems to have no counterpart in the English.", "这一部分在英文中似无对应内容。");
        }
    }

    /// <summary>Where the words of one text have their counterparts: how much of each unit lies in each clause of the other.</summary>
    private void Lay(Marks marks, Marks otherMarks, ReadOnlySpan<int> partners)
    {
        shared.AsSpan(0, count * otherCount).Clear();
        var mine = anchored.English;
        var others = anchored.Chinese;
        if (places.Length < mine.Length) places = new int[mine.Length * 2];
        if (otherPlaces.Length < others.Length) otherPlaces = new int[others.Length * 2];
        Place(mine, one.AsSpan(0, count), places);
        Place(others, other.AsSpan(0, otherCount), otherPlaces);
        for (var index = 0; index < mine.Length; index++)
        {
            var partner = mine[index].Partner;
            one[places[index]].Weight++;
            if (partner >= 0) shared[(places[index] * otherCount) + otherPlaces[partner]]++;
        }

        for (var index = 0; index < others.Length; index++) other[otherPlaces[index]].Weight++;

        // A value that both texts state ties its clauses together.
        var (left, right) = (0, 0);
        for (var index = 0; index < partners.Length && index < marks.Count; index++)
        {
            if (partners[index] < 0 || marks[index].Weight == Weight.Implied || otherMarks[partners[index]].Weight == Weight.Implied) continue;
            left = At(one.AsSpan(0, count), marks[index].Start);
            right = At(other.AsSpan(0, otherCount), otherMarks[partners[index]].Start);
            shared[(left * otherCount) + right] += Value;
            one[left].Weight += Value;
            other[right].Weight += Value;
        }
    }

    private static int Items(ReadOnlySpan<Clause> clauses)
    {
        var count = 0;
        foreach (ref readonly var clause in clauses) count += clause.EndsItem ? 1 : 0;
        return count;
    }

    private static int At(ReadOnlySpan<Clause> clauses, int position)
    {
        var at = 0;
        while (at + 1 < clauses.Length && position >= clauses[at].End) at++;
        return at;
    }

    /// <summary>Lays the clauses of both texts side by side in order; whole sentences may stay alone, at a price.</summary>
    private void Align()
    {
        var width = otherCount + 1;
        for (var row = 0; row <= count; row++)
        {
            for (var column = 0; column <= otherCount; column++)
            {
                var (best, how) = (row + column == 0 ? 0 : double.MinValue, (ushort)0);

                // A sentence alone: from the end of one whole to the end of another.
                if (row > 0 && one[row - 1].EndsWhole)
                {
                    for (var from = row - 1; from >= 0; from--)
                    {
                        if ((from == 0 || one[from - 1].EndsWhole) && score[(from * width) + column] - Alone is var alone && alone > best) (best, how) = (alone, (ushort)((row - from) << 8));
                        if (from == 0 || one[from - 1].EndsWhole) break;
                    }
                }

                if (column > 0 && other[column - 1].EndsWhole)
                {
                    for (var from = column - 1; from >= 0; from--)
                    {
                        if ((from == 0 || other[from - 1].EndsWhole) && score[(row * width) + from] - Alone is var alone && alone > best) (best, how) = (alone, (ushort)(column - from));
                        if (from == 0 || other[from - 1].EndsWhole) break;
                    }
                }

                Join(row, column, width, ref best, ref how);
                score[(row * width) + column] = best;
                step[(row * width) + column] = how;
            }
        }
    }

    /// <summary>The best way to let the last clauses of both texts stand for each other; the sums grow clause by clause.</summary>
    private void Join(int row, int column, int width, ref double best, ref ushort how)
    {
        var sharedIn = sums;
        Array.Clear(sharedIn);
        var (weight, length, wholes, items) = (0.0, 0, 0, 0);
        for (var ones = 1; ones <= Math.Min(row, MostTogether); ones++)
        {
            ref var clause = ref one[row - ones];
            weight += clause.Weight;
            length += clause.Length;
            if (ones > 1) (wholes, items) = (wholes + (clause.EndsWhole ? 1 : 0), items + (clause.EndsItem ? 1 : 0));

            var (both, otherWeight, otherLength, otherWholes, otherItems) = (0.0, 0.0, 0, 0, 0);
            for (var others = 1; others <= Math.Min(column, MostTogether); others++)
            {
                if (ones > 2 && others > 2 && ones + others > MostTogether) break;

                ref var opposite = ref other[column - others];
                both += sharedIn[others - 1] += shared[((row - ones) * otherCount) + column - others];
                otherWeight += opposite.Weight;
                otherLength += opposite.Length;
                if (others > 1) (otherWholes, otherItems) = (otherWholes + (opposite.EndsWhole ? 1 : 0), otherItems + (opposite.EndsItem ? 1 : 0));

                var before = score[((row - ones) * width) + column - others];
                if (before == double.MinValue) continue;

                var joined = before - ((ones + others - 2) * Joined) - (Math.Abs(wholes - otherWholes) * JoinedWhole) - (lists ? Math.Abs(items - otherItems) * JoinedItem : 0);
                var alike = (both * Matched) - ((weight + otherWeight - (2 * both)) * Unmatched);
                if (joined + Math.Max(alike, Floor) <= best) continue; // whatever their lengths are

                var off = (Log(otherLength) - Log(length) - LogOfRatio) / Spread;
                var total = joined + Math.Max(alike - Math.Min(MostOff, off * off / 2), Floor);
                if (total > best) (best, how) = (total, (ushort)((ones << 8) + others));
            }
        }
    }

    private static double Log(int length) => logs[Math.Clamp(length, 1, logs.Length - 1)];

    private void Walk()
    {
        var width = otherCount + 1;
        for (var (row, column) = (count, otherCount); row > 0 || column > 0;)
        {
            var how = step[(row * width) + column];
            var (ones, others) = (how >> 8, how & 0xFF);
            if (ones == 0 && others == 0) break;

            var (start, end) = ones == 0 ? (0, 0) : (one[row - ones].Start, one[row - 1].End);
            var (otherStart, otherEnd) = others == 0 ? (0, 0) : (other[column - others].Start, other[column - 1].End);
            beads[beadCount++] = new(start, end, otherStart, otherEnd);
            row -= ones;
            column -= others;
        }

        beads.AsSpan(0, beadCount).Reverse();
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
        var (found, start) = (0, -1);
        for (var index = 0; index < tokens.Count; index++)
        {
            if (start < 0) start = tokens[index].Start;
            var sign = tokens[index].Kind == TokenKind.Sign ? tokens[index].First : '\0';
            var endsSentence = index + 1 == tokens.Count || tokens[index + 1].Sentence != tokens[index].Sentence;
            if (!endsSentence && sign is not (',' or ';' or ':' or '–' or '—')) continue;

            var length = Length(text.AsSpan(start, tokens[index].End - start), true);
            if (length == 0 && found > 0)
            {
                one[found - 1].EndsWhole |= endsSentence; // a closing quotation mark
                start = -1;
                continue;
            }

            if (found == MostClauses) return found + 1;
            one[found++] = new() { Start = start, End = tokens[index].End, Length = length, EndsWhole = endsSentence || sign == ';', EndsItem = sign == ';' };
            start = -1;
        }

        return found;
    }

    /// <returns>How many clauses there are; more than <see cref="MostClauses"/>: too many.</returns>
    private int SplitChinese(string text)
    {
        var (found, start) = (0, 0);
        for (var at = 0; at < text.Length; at++)
        {
            var whole = text[at] is '。' or '！' or '？' or '!' or '?' or '；' or ';';
            if (!whole && text[at] is not ('，' or ',' or '：' or ':' or '—') && at + 1 < text.Length) continue;

            var end = at + 1;
            while (end < text.Length && text[end] is '”' or '’' or '）' or '」' or '》') end++;
            var length = Length(text.AsSpan(start, end - start), false);
            if (length > 0)
            {
                if (found == MostClauses) return found + 1;
                other[found++] = new() { Start = start, End = end, Length = length, EndsWhole = whole || end == text.Length, EndsItem = text[at] is '；' or ';' };
            }
            else if (found > 0)
            {
                other[found - 1].EndsWhole |= whole;
            }

            (start, at) = (end, end - 1);
        }

        return found;
    }

    /// <summary>Which clause each anchor stands in.</summary>
    private static void Place(Span<Anchor> anchors, ReadOnlySpan<Clause> clauses, Span<int> places)
    {
        var clause = 0;
        for (var index = 0; index < anchors.Length; index++)
        {
            while (clause + 1 < clauses.Length && anchors[index].Start >= clauses[clause].End) clause++;
            places[index] = clause;
        }
    }

    private struct Clause
    {
        public int Start;
        public int End;
        public int Length;

        /// <summary>Whether a sentence, or a part set off by a semicolon, ends here.</summary>
        public bool EndsWhole;

        /// <summary>Weights of its anchors, whether they have a counterpart or not.</summary>
        public double Weight;

        /// <summary>Whether a semicolon ends it.</summary>
        public bool EndsItem;
    }
}
