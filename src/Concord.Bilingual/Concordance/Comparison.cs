using Concord.Bilingual.Concordance.Reading;

namespace Concord.Bilingual.Concordance;

/// <summary>
/// Lays the values of two texts side by side: what agrees is paired, best first; what is left is a finding. Reused text after text.
/// </summary>
internal sealed class Comparison
{
    /// <summary>Beyond so many pairs of values only equal ones are looked for, so that the time stays in proportion to the text.</summary>
    private const int MostPairs = 40_000;

    /// <summary>So many findings tell enough about one pair of texts.</summary>
    public const int MostFindings = 500;

    private int[] partners = new int[64];
    private int[] partnersOfOther = new int[64];
    private Agreement[] agreements = new Agreement[256];

    /// <param name="one">Values of the first text.</param>
    /// <param name="other">Values of the second text.</param>
    /// <param name="aligned">Whether both have the same number of sentences: then a value looks for its like in its own sentence first.</param>
    /// <param name="report">Where findings go.</param>
    public void Compare(Marks one, Marks other, bool aligned, Report report)
    {
        Prepare(ref partners, one.Count);
        Prepare(ref partnersOfOther, other.Count);
        if (one.Count == 0 && other.Count == 0) return;

        if ((long)one.Count * other.Count <= MostPairs)
        {
            Agree(one, other);
            if (aligned) Pair(one, other, sameSentence: true, statedOnly: true);
            Pair(one, other, sameSentence: false, statedOnly: true);
            if (aligned) Pair(one, other, sameSentence: true, statedOnly: false);
            Pair(one, other, sameSentence: false, statedOnly: false);
        }
        else
        {
            PairEqual(one, other);
        }

        ReportPairs(one, other, report);
        if ((long)one.Count * other.Count <= MostPairs) FindHints(one, other, report);
        ReportRest(one, other, report);
    }

    /// <summary>For each value of the first text compared last, that of the second which it was paired with; -1: none.</summary>
    public ReadOnlySpan<int> Partners(int count) => partners.AsSpan(0, count);

    private static void Prepare(ref int[] partners, int count)
    {
        if (partners.Length < count) partners = new int[count * 2];
        partners.AsSpan(0, count).Fill(-1);
    }

    /// <summary>How well each value agrees with each: asked once, looked up in every round.</summary>
    private void Agree(Marks one, Marks other)
    {
        if (agreements.Length < one.Count * other.Count) agreements = new Agreement[one.Count * other.Count * 2];
        for (var left = 0; left < one.Count; left++)
            for (var right = 0; right < other.Count; right++) agreements[(left * other.Count) + right] = Agreements.Of(one[left], other[right]);
    }

    /// <summary>What is stated on both sides comes first: 第1段 is paragraph 1 before 一份 is.</summary>
    private void Pair(Marks one, Marks other, bool sameSentence, bool statedOnly)
    {
        for (var level = Agreement.SameUnit; level >= (sameSentence || statedOnly ? Agreement.Value : Agreement.Rounded); level--)
        {
            // What is stated chooses first: "the two sides" takes 双方 before "between" does.
            // And of what is stated, Phase II takes 第二期 before 第二部分.
            for (var turn = 0; turn < 3 * one.Count; turn++)
            {
                var (round, left) = Math.DivRem(turn, one.Count);
                var samePart = round == 0;
                if (partners[left] >= 0 || one[left].Weight == Weight.Implied != (round == 2) || (statedOnly && round == 2)) continue;

                ref var mark = ref one[left];
                var best = -1;
                for (var right = 0; right < other.Count; right++)
                {
                    if (partnersOfOther[right] >= 0 || (sameSentence && other[right].Sentence != mark.Sentence) || (statedOnly && other[right].Weight == Weight.Implied)) continue;
                    if (agreements[(left * other.Count) + right] != level || (samePart && (!AreSameParts(mark.Part, other[right].Part) || mark.Unit == Unit.None != (other[right].Unit == Unit.None)))) continue;

                    // What is stated needs a partner, what is implied does not.
                    if (best < 0 || (other[best].Weight == Weight.Implied && other[right].Weight == Weight.Stated)) best = right;
                    if (other[best].Weight == Weight.Stated) break;
                }

                if (best < 0) continue;
                partners[left] = best;
                partnersOfOther[best] = left;
            }
        }
    }

    /// <summary>For very long texts: values that are equal, in the order of the text.</summary>
    private void PairEqual(Marks one, Marks other)
    {
        var waiting = new Dictionary<decimal, Queue<int>>();
        for (var right = 0; right < other.Count; right++)
        {
            if (!waiting.TryGetValue(other[right].Value, out var queue)) waiting[other[right].Value] = queue = new();
            queue.Enqueue(right);
        }

        for (var left = 0; left < one.Count; left++)
        {
            if (!waiting.TryGetValue(one[left].Value, out var queue)) continue;
            if (!queue.TryPeek(out var right) || Agreements.Of(one[left], other[right]) == Agreement.None) continue;

            queue.Dequeue();
            partners[left] = right;
            partnersOfOther[right] = left;
        }
    }

    private void ReportPairs(Marks one, Marks other, Report report)
    {
        for (var left = 0; left < one.Count; left++)
        {
            if (partners[left] < 0) continue;

            ref var mark = ref one[left];
            ref var partner = ref other[partners[left]];
            var agreement = Agreements.Of(mark, partner);
            if (agreement >= Agreement.Otherwise && mark.Unit != Unit.None && partner.Unit != Unit.None && (Units.DimensionOf(mark.Unit) == Units.DimensionOf(partner.Unit) || (Units.DimensionOf(mark.Unit) > 2 && Units.DimensionOf(partner.Unit) > 2)) && !Units.AreCompatible(mark.Unit, partner.Unit) && !(agreement == Agreement.Otherwise && Units.DimensionOf(mark.Unit) == 2))
            {
                report.Values(Units.DimensionOf(mark.Unit) == 1 ? "money.currency" : "unit.differs", Severity.Error, mark, partner);
            }
            else if (mark.Part != Part.None && partner.Part != Part.None && !AreSameParts(mark.Part, partner.Part))
            {
                report.Values("reference.part", Severity.Error, mark, partner);
            }
            else if (IsParagraphAsItem(mark.Part, partner.Part))
            {
                report.Values("reference.part", Severity.Warning, mark, partner);
            }
            else if (agreement == Agreement.Rounded)
            {
                report.Values("number.rounded", Severity.Info, mark, partner);
            }
            else if (mark.Approximation != partner.Approximation && mark.Weight == Weight.Stated && partner.Weight == Weight.Stated && mark.Kind is MarkKind.Number or MarkKind.Percent or MarkKind.Multiple)
            {
                if (mark.Approximation == Approximation.None || partner.Approximation == Approximation.None) report.Values("approximation.missing", Severity.Warning, mark, partner);
                else if (mark.Approximation != Approximation.About && partner.Approximation != Approximation.About) report.Values("approximation.differs", Severity.Warning, mark, partner);
            }
        }
    }

    /// <summary>Some words of one language have two in the other: 届 and 期, 目标 for goals and targets, 款 or 项 for a paragraph.</summary>
    private static bool AreSameParts(Part one, Part other) => one == other || (one is Part.Session or Part.Phase or Part.Resolution && other is Part.Session or Part.Phase or Part.Resolution) || (one is Part.Annex or Part.Appendix && other is Part.Annex or Part.Appendix) || (one is Part.Section or Part.Regulation or Part.Article && other is Part.Section or Part.Regulation or Part.Article) || (one is Part.Section && other is Part.Division or Part.Paragraph) || IsParagraphAsItem(one, other);

    /// <summary>项 is a paragraph in treaties of old and an item in laws of today: nobody can tell from here.</summary>
    private static bool IsParagraphAsItem(Part english, Part chinese) => english is Part.Paragraph && chinese is Part.Item;

    private void FindHints(Marks one, Marks other, Report report)
    {
        if (!partners.AsSpan(0, one.Count).Contains(-1) && !partnersOfOther.AsSpan(0, other.Count).Contains(-1)) return;

        // What one text says and the other only hints at: in 2015 and 当年, three and 几.
        for (var left = 0; left < one.Count; left++)
            if (partners[left] < 0 && one[left].Weight == Weight.Stated && Hint(other, partnersOfOther, one[left]) is var hint and >= 0) Absorb(ref partners[left], ref partnersOfOther[hint], left, hint, report, one[left], other[hint]);
        for (var right = 0; right < other.Count; right++)
            if (partnersOfOther[right] < 0 && other[right].Weight == Weight.Stated && Hint(one, partners, other[right]) is var hint and >= 0) Absorb(ref partners[hint], ref partnersOfOther[right], hint, right, report, one[hint], other[right]);

        ImplyBetween(one, partners, other);
        ImplyBetween(other, partnersOfOther, one);
        ImplyQuarters(one, partners, other, partnersOfOther);
        ImplyQuarters(other, partnersOfOther, one, partners);
        ImplyShares(one, partners, other, partnersOfOther);
        ImplyShares(other, partnersOfOther, one, partners);
        ImplyRepeated(one, partners);
        ImplyRepeated(other, partnersOfOther);
        ImplyYears(one, partners, other);
        ImplyYears(other, partnersOfOther, one);
        ImplyItems(one, partners, other);
        ImplyItems(other, partnersOfOther, one);
        ContradictOrdinals(one, other, report);
        ContradictNamed(one, other, MarkKind.Vague, "number.magnitude", report);
        ContradictNamed(one, other, MarkKind.Multiple, "number.differs", report);
        ContradictNamed(one, other, MarkKind.Currency, "money.currency", report);
        ContradictNamed(one, other, MarkKind.Frequency, "time.frequency", report);
        ContradictNamed(one, other, MarkKind.Letter, "reference.differs", report);
        ContradictNamed(one, other, MarkKind.Stage, "date.differs", report);
        ContradictNamed(one, other, MarkKind.Season, "date.differs", report);
        ContradictNamed(one, other, MarkKind.DayPart, "time.differs", report);
        ContradictNamed(one, other, MarkKind.RelativeDay, "date.differs", report);
        ImplyMonths(one, partners, other, report, inFirst: true);
        ImplyMonths(other, partnersOfOther, one, report, inFirst: false);
    }

    private void ReportRest(Marks one, Marks other, Report report)
    {
        var reported = 0;
        for (var left = 0; left < one.Count && reported < MostFindings; left++)
        {
            if (partners[left] >= 0 || one[left].Weight == Weight.Implied) continue;

            var counterpart = Counterpart(other, one[left]);
            reported++;
            if (counterpart < 0)
            {
                report.Missing(RuleOf(one[left], "missing"), one[left], inFirst: true);
                continue;
            }

            partners[left] = counterpart;
            partnersOfOther[counterpart] = left;
            report.Values(other[counterpart].Kind == MarkKind.Gap ? Lost : RuleOf(one[left], IsMagnitude(one[left], other[counterpart]) ? "magnitude" : "differs"), Severity.Error, one[left], other[counterpart]);
        }

        for (var right = 0; right < other.Count && reported < MostFindings; right++)
        {
            if (partnersOfOther[right] >= 0 || other[right].Weight == Weight.Implied) continue;
            reported++;
            report.Missing(RuleOf(other[right], "missing"), other[right], inFirst: false);
        }
    }

    /// <summary>Articles 3 to 5 are 第三条、第四条和第五条.</summary>
    private static void ImplyBetween(Marks marks, int[] partners, Marks others)
    {
        for (var index = 0; index < marks.Count; index++)
        {
            ref var mark = ref marks[index];
            if (partners[index] >= 0 || mark.Weight == Weight.Implied || !decimal.IsInteger(mark.Value)) continue;
            for (var end = 1; end < others.Count; end++)
                if (others[end].EndsRange && others[end - 1].Value < mark.Value && mark.Value < others[end].Value && others[end].Value - others[end - 1].Value < 30) mark.Weight = Weight.Implied;
        }
    }

    /// <summary>Nine out of ten: nine and ten may stand apart in the other text.</summary>
    private static void ImplyShares(Marks marks, int[] partners, Marks others, int[] partnersOfOthers)
    {
        for (var index = 0; index < marks.Count; index++)
        {
            ref var share = ref marks[index];
            if (partners[index] >= 0 || share.Kind != MarkKind.Fraction || share.HasOther || share.Other <= 0) continue;
            var (whole, part) = (-1, -1);
            for (var other = 0; other < others.Count; other++)
            {
                if (partnersOfOthers[other] >= 0) continue;
                if (others[other].Value == share.Other) whole = other;
                else if (others[other].Value == decimal.Round(Exact.Times(share.Value, share.Other))) part = other;
            }

            if (whole < 0 || part < 0) continue;
            (share.Weight, others[whole].Weight, others[part].Weight) = (Weight.Implied, Weight.Implied, Weight.Implied);
        }
    }

    /// <summary>Q3 is 7月至9月, the first half of a year 1月至6月.</summary>
    private static void ImplyQuarters(Marks marks, int[] partners, Marks others, int[] partnersOfOthers)
    {
        for (var index = 0; index < marks.Count; index++)
        {
            ref var part = ref marks[index];
            if (partners[index] >= 0 || part.Kind is not (MarkKind.Quarter or MarkKind.HalfYear)) continue;
            var length = part.Kind == MarkKind.Quarter ? 3 : 6;
            var (first, last) = (-1, -1);
            for (var other = 0; other < others.Count; other++)
            {
                if (others[other].Kind != MarkKind.Month || partnersOfOthers[other] >= 0) continue;
                if (others[other].Value == Exact.Times(part.Value - 1, length) + 1) first = other;
                if (others[other].Value == Exact.Times(part.Value, length)) last = other;
            }

            if (first < 0 || last < 0) continue;
            (part.Weight, others[first].Weight, others[last].Weight) = (Weight.Implied, Weight.Implied, Weight.Implied);
            for (var day = 0; day < others.Count; day++)
                if (others[day].Kind == MarkKind.Day && partnersOfOthers[day] < 0 && ((others[day].Value == 1 && others[day].Group == others[first].Group) || (others[day].Value >= 30 && others[day].Group == others[last].Group))) others[day].Weight = Weight.Implied;
        }
    }

    /// <summary>What may stand on one side only, but not otherwise on the other: a currency, how often, the letter of a part.</summary>
    private void ContradictNamed(Marks one, Marks other, MarkKind kind, string rule, Report report)
    {
        for (var left = 0; left < one.Count; left++)
        {
            if (one[left].Kind != kind || partners[left] >= 0 || IsAnswered(one[left], other) || IsUncertain(one[left])) continue;
            for (var right = 0; right < other.Count; right++)
            {
                if (other[right].Kind != kind || partnersOfOther[right] >= 0 || IsAnswered(other[right], one) || IsUncertain(other[right])) continue;
                (partners[left], partnersOfOther[right]) = (right, left);
                report.Values(rule, Severity.Error, one[left], other[right]);
                break;
            }
        }
    }

    /// <summary>"Several", "that day": nobody can say which.</summary>
    private static bool IsUncertain(in Mark mark) => (mark.Kind == MarkKind.Vague && mark.Value < 100) || (mark.Kind == MarkKind.RelativeDay && mark.Value == 0);

    /// <summary>Named again in the other text, be it with an amount.</summary>
    private static bool IsAnswered(in Mark named, Marks others)
    {
        foreach (ref readonly var other in others.Span)
            if (named.Kind == MarkKind.Currency ? Units.DimensionOf(other.Unit) == 1 && Units.AreCompatible(named.Unit, other.Unit) : other.Kind == named.Kind && other.Value == named.Value) return true;

        return false;
    }

    /// <summary>25日 and Ka-52M, named once more than in the other text.</summary>
    private static void ImplyRepeated(Marks marks, int[] partners)
    {
        for (var index = 0; index < marks.Count; index++)
        {
            ref var mark = ref marks[index];
            if (partners[index] >= 0 || mark.Weight == Weight.Implied || !(mark.Kind == MarkKind.Code || (mark.Kind == MarkKind.Day && !HasMonth(marks, index)))) continue;
            for (var other = 0; other < marks.Count; other++)
                if (partners[other] >= 0 && marks[other].Kind == mark.Kind && marks[other].Value == mark.Value) mark.Weight = Weight.Implied;
        }
    }

    private static bool HasMonth(Marks marks, int day)
    {
        for (var near = Math.Max(0, day - 2); near < Math.Min(marks.Count, day + 3); near++)
            if (marks[near].Kind == MarkKind.Month && marks[near].Group == marks[day].Group) return true;

        return false;
    }

    /// <summary>"From 2 July 2018 to 6 July 2018": the year that is there once need not be said again.</summary>
    private static void ImplyYears(Marks marks, int[] partners, Marks others)
    {
        foreach (ref readonly var mark in others.Span)
            if (mark is { Kind: MarkKind.Month, IsOrphan: true }) return; // 年3月: a year has been lost

        for (var index = 0; index < marks.Count; index++)
        {
            ref var year = ref marks[index];
            if (partners[index] >= 0 || year.Kind != MarkKind.Year || year.Group == 0) continue;
            for (var earlier = 0; earlier < marks.Count; earlier++)
            {
                if (partners[earlier] < 0 || marks[earlier].Kind != MarkKind.Year || marks[earlier].Value != year.Value) continue;
                year.Weight = Weight.Implied;
                break;
            }
        }
    }

    /// <summary>(1) and (i): where the other text numbers its items with letters, their numbers are no values.</summary>
    private static void ImplyItems(Marks marks, int[] partners, Marks others)
    {
        foreach (ref readonly var mark in others.Span)
            if (mark.IsItem) return;

        for (var index = 0; index < marks.Count; index++)
            if (partners[index] < 0 && marks[index].IsItem) marks[index].Weight = Weight.Implied;
    }

    /// <summary>"Second" and 首次 go without saying elsewhere, but they do not say the same.</summary>
    private void ContradictOrdinals(Marks one, Marks other, Report report)
    {
        var left = OnlyOrdinal(one, partners);
        var right = OnlyOrdinal(other, partnersOfOther);
        if (left < 0 || right < 0 || one[left].Value == other[right].Value) return;

        (partners[left], partnersOfOther[right]) = (right, left);
        report.Values("ordinal.differs", Severity.Error, one[left], other[right]);
    }

    private static int OnlyOrdinal(Marks marks, int[] partners)
    {
        var found = -1;
        for (var index = 0; index < marks.Count; index++)
        {
            if (partners[index] >= 0 || marks[index].Kind != MarkKind.Ordinal || marks[index].Weight != Weight.Implied) continue;
            if (found >= 0) return -1;
            found = index;
        }

        return found;
    }

    /// <summary>"On 25 July" and 25日: the month stands elsewhere in the text, as long as the day itself is there.</summary>
    private void ImplyMonths(Marks marks, int[] partnersOfMarks, Marks others, Report report, bool inFirst)
    {
        for (var index = 0; index < marks.Count; index++)
        {
            ref var month = ref marks[index];
            if (partnersOfMarks[index] >= 0 || month.Kind != MarkKind.Month || month.Weight == Weight.Implied) continue;

            for (var near = Math.Max(0, index - 2); near < Math.Min(marks.Count, index + 3); near++)
            {
                if (marks[near].Kind != MarkKind.Day || marks[near].Group != month.Group || partnersOfMarks[near] < 0) continue;

                ref var day = ref others[partnersOfMarks[near]];
                var hasMonth = false;
                for (var at = Math.Max(0, partnersOfMarks[near] - 2); at < Math.Min(others.Count, partnersOfMarks[near] + 3); at++) hasMonth |= others[at].Kind == MarkKind.Month && others[at].Group == day.Group && day.Group != 0;
                if (hasMonth || !(day.Kind == MarkKind.Day ? !day.IsOrphan : day.Kind == MarkKind.Ordinal && !inFirst)) continue;

                month.Weight = Weight.Implied;
                if (inFirst) report.Values("value.implied", Severity.Info, month, day);
                else report.Values("value.implied", Severity.Info, day, month);
                break;
            }
        }
    }

    private static void Absorb(ref int partner, ref int partnerOfOther, int left, int right, Report report, in Mark one, in Mark other)
    {
        (partner, partnerOfOther) = (right, left);
        report.Values("value.implied", Severity.Info, one, other);
    }

    private static int Hint(Marks marks, int[] partners, in Mark stated)
    {
        for (var index = 0; index < marks.Count; index++)
        {
            if (partners[index] >= 0) continue;
            ref var mark = ref marks[index];
            var fits = mark.Kind switch
            {
                MarkKind.RelativeYear => stated.Kind == MarkKind.Year,
                MarkKind.RelativeMonth => stated.Kind == MarkKind.Month,
                MarkKind.RelativeDay => stated.Kind is MarkKind.Day or MarkKind.Weekday,
                MarkKind.Vague when mark.HasOther => stated.Value >= mark.Value && stated.Value <= mark.Other,
                MarkKind.Vague => (mark.Unit == Unit.None ? Units.DimensionOf(stated.Unit) != 2 || mark.Value >= 10 : mark.Unit == stated.Unit) && stated.Kind is MarkKind.Number or MarkKind.Year && decimal.IsInteger(stated.Value) && stated.Value >= (mark.Value == 1 ? 2 : mark.Value) && stated.Value < (mark.Value == 1 ? 13 : Exact.Times(mark.Value, 10)),
                _ => false,
            };
            if (fits) return index;
        }

        return -1;
    }

    /// <summary>The value of the other text that this one most likely stands for: the first that is left of the same sort, else any number.</summary>
    private int Counterpart(Marks other, in Mark mark)
    {
        var any = -1;
        for (var right = 0; right < other.Count; right++)
        {
            if (partnersOfOther[right] >= 0 || other[right].Weight == Weight.Implied) continue;
            if (SortOf(other[right].Kind) == SortOf(mark.Kind)) return right;
            if (any < 0 && (other[right].Kind == MarkKind.Gap || mark.Kind == MarkKind.Gap)) any = right;
            if (any < 0 && SortOf(other[right].Kind) <= 1 && SortOf(mark.Kind) <= 1) any = right;
        }

        return any;
    }

    private static int SortOf(MarkKind kind) => kind switch
    {
        MarkKind.Number or MarkKind.Ordinal or MarkKind.Multiple or MarkKind.Fraction or MarkKind.Code or MarkKind.Gap => 0,
        MarkKind.Year => 1,
        MarkKind.Day => 2,
        MarkKind.Percent or MarkKind.Points => 3,
        MarkKind.Month => 4,
        MarkKind.Weekday => 5,
        MarkKind.Time => 6,
        MarkKind.Decade => 7,
        MarkKind.Century => 8,
        MarkKind.Quarter or MarkKind.HalfYear => 9,
        _ => 10,
    };

    private static bool IsMagnitude(in Mark one, in Mark other)
    {
        if (one.IsHuge || other.IsHuge || one.Kind == MarkKind.Gap || one.Value <= 0 || other.Value <= 0) return false;
        var (large, small) = one.Value > other.Value ? (one.Value, other.Value) : (other.Value, one.Value);
        for (var step = 10m; step <= 1_000_000_000_000m; step *= 10)
        {
            if (small > large / step) return false;
            if (small * step == large) return true;
        }

        return false;
    }

    private const string Lost = "number.lost";

    private static string RuleOf(in Mark mark, string what) => (mark.Kind, what) switch
    {
        (MarkKind.Gap, _) => Lost,
        (MarkKind.Percent or MarkKind.Points, "missing") => "percent.missing",
        (MarkKind.Percent or MarkKind.Points, _) => "percent.differs",
        (MarkKind.Ordinal, "missing") => mark.Part != Part.None ? "reference.missing" : "ordinal.missing",
        (MarkKind.Ordinal, _) => mark.Part != Part.None ? "reference.differs" : "ordinal.differs",
        (MarkKind.Year or MarkKind.Month or MarkKind.Day or MarkKind.Decade or MarkKind.Century or MarkKind.Quarter or MarkKind.HalfYear, "missing") => "date.missing",
        (MarkKind.Year or MarkKind.Month or MarkKind.Day or MarkKind.Decade or MarkKind.Century or MarkKind.Quarter or MarkKind.HalfYear, _) => "date.differs",
        (MarkKind.Weekday, "missing") => "date.weekday-missing",
        (MarkKind.Weekday, _) => "date.weekday",
        (MarkKind.Frequency, _) => "time.frequency",
        (MarkKind.Time, "missing") => "time.missing",
        (MarkKind.Time, _) => "time.differs",
        (_, "missing") => Units.DimensionOf(mark.Unit) == 1 ? "money.missing" : mark.Part != Part.None ? "reference.missing" : "number.missing",
        (_, "magnitude") => Units.DimensionOf(mark.Unit) == 1 ? "money.magnitude" : "number.magnitude",
        _ => Units.DimensionOf(mark.Unit) == 1 ? "money.differs" : mark.Part != Part.None ? "reference.differs" : "number.differs",
    };
}
