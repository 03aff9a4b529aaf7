namespace Concord.Bilingual.Concordance.Reading;

/// <summary>What sort of value a mark holds. Values of different sorts may still agree: the comparison says which.</summary>
internal enum MarkKind : byte
{
    Number,
    Ordinal,
    Percent,
    Points,
    Fraction,
    Multiple,
    Year,
    Month,
    Day,
    Weekday,
    Decade,
    Century,
    Quarter,
    HalfYear,

    /// <summary>Minutes after midnight.</summary>
    Time,

    /// <summary>Digits that belong to a name: COVID-19, F-16.</summary>
    Code,

    /// <summary>"Several", 几, "hundreds", 数百: the value is the order of magnitude (1, 10, 100 …).</summary>
    Vague,

    /// <summary>"Last year", 当年: which one stands for is known from elsewhere.</summary>
    RelativeYear,
    RelativeMonth,
    RelativeDay,

    /// <summary>A place where a number has been lost; see <see cref="Gaps"/>.</summary>
    Gap,

    /// <summary>A currency without an amount: "in euro", 以美元支付.</summary>
    Currency,

    /// <summary>How often: the value is so many times a year.</summary>
    Frequency,

    /// <summary>Early, in the middle or late in a month, year, decade or century: 1, 2, 3.</summary>
    Stage,

    /// <summary>Morning, afternoon, evening: 1, 2, 3.</summary>
    DayPart,

    /// <summary>Spring to winter: 1 to 4.</summary>
    Season,

    /// <summary>The letter of a part: section B, 附件C.</summary>
    Letter,
}

/// <summary>Whether a value is said for its own sake.</summary>
internal enum Weight : byte
{
    /// <summary>The other text must say it too.</summary>
    Stated,

    /// <summary>May stand on one side only: "one", 一个, 两国, "both".</summary>
    Implied,
}

internal enum Approximation : byte
{
    None,
    About,
    Over,
    Under,
}

/// <summary>A part of a legal text that is referred to by number.</summary>
internal enum Part : byte
{
    None,
    Article,
    Paragraph,
    Item,
    Chapter,
    Section,
    Annex,
    Phase,
    Session,
    Division,
    Resolution,
    Convention,
    Protocol,
    Directive,
    Regulation,
    Decision,
    Table,
    Figure,
    Footnote,
    Output,
    Outcome,
    Goal,
    Indicator,
    Appendix,
}

/// <summary>A value that stands in a text: one number, one part of a date.</summary>
internal struct Mark
{
    public MarkKind Kind;
    public Weight Weight;
    public Approximation Approximation;
    public Part Part;
    public Unit Unit;

    /// <summary>Set for a time whose half of the day is known.</summary>
    public bool IsExact;

    /// <summary>The number of an item: (2), （二）.</summary>
    public bool IsItem;

    /// <summary>A day whose month, or a month whose year has been lost: 月25日, 年6月.</summary>
    public bool IsOrphan;

    /// <summary>With the mark before it a range: 3 to 5.</summary>
    public bool EndsRange;

    /// <summary>Every digit is written: 375,000 and not 375 thousand.</summary>
    public bool IsWrittenOut;

    /// <summary>More digits than are compared by value: <see cref="Value"/> is a fingerprint of them.</summary>
    public bool IsHuge;

    /// <summary>Both texts may have meant <see cref="Other"/> as well: 100m is a hundred million or a hundred metres.</summary>
    public bool HasOther;

    /// <summary>The marks of one date share a group, the others have none (0).</summary>
    public int Group;

    public int Start;
    public int End;

    /// <summary>Which sentence it stands in, from 0.</summary>
    public int Sentence;

    public decimal Value;
    public decimal Other;
}

/// <summary>A list of marks that is filled again and again without allocating.</summary>
internal sealed class Marks
{
    private Mark[] all = new Mark[64];

    public int Count { get; private set; }

    public ref Mark this[int index] => ref all[index];

    public ref Mark Last => ref all[Count - 1];

    public ReadOnlySpan<Mark> Span => all.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public ref Mark Add(MarkKind kind, decimal value, int start, int end, Weight weight = Weight.Stated)
    {
        if (Count == all.Length) Array.Resize(ref all, all.Length * 2);
        ref var mark = ref all[Count++];
        mark = new() { Kind = kind, Value = value, Start = start, End = end, Weight = weight };
        return ref mark;
    }

    public void RemoveLast() => Count--;

    /// <summary>In "10–15 million", "0.15 to 0.20 per cent", "3至5年" what stands behind the second number is meant of the first, too.</summary>
    public void SpreadBack(ReadOnlySpan<char> text)
    {
        if (Count < 2) return;

        ref var last = ref all[Count - 1];
        ref var before = ref all[Count - 2];
        if (before.Kind is not (MarkKind.Number or MarkKind.Year) || last.Start - before.End is < 1 or > 5 || !IsSpan(text[before.End..last.Start])) return;

        var joined = text[before.End..last.Start].Trim();
        last.EndsRange = joined is not ("and" or "or" or "、" or "或");
        if (joined is "and" or "or" or "、" or "或" && (before.Kind == MarkKind.Year || before.Unit != Unit.None)) return;
        if (last.Kind == MarkKind.Percent) before.Kind = MarkKind.Percent;
        else if (last.Kind == MarkKind.Points) before.Kind = MarkKind.Points;
        else if (last.Kind != MarkKind.Number) return;

        if (before.Unit == Unit.None) before.Unit = last.Unit;
        else if (last.Unit == Unit.None && Units.DimensionOf(before.Unit) == 1) last.Unit = before.Unit;
        if (before.Value is <= 0 or >= 10_000 || last.Value < 1000 || before.HasOther) return;

        var scale = 1m;
        while (scale * 1000 <= last.Value && last.Value % (scale * 10) == 0) scale *= 10;
        foreach (var likely in (ReadOnlySpan<decimal>)[1_000_000_000_000m, 1_000_000_000m, 100_000_000m, 1_000_000m, 10_000m, 1_000m])
        {
            if (last.Value < likely || before.Value * likely > last.Value) continue;
            (before.HasOther, before.Other) = (true, before.Value * likely);
            break;
        }
    }

    private static bool IsSpan(ReadOnlySpan<char> between)
    {
        between = between.Trim();
        return between is "-" or "–" or "—" or "~" or "～" or "至" or "到" or "to" or "and" or "or" or "或" or "－" or "−" or "‑" or "、" or "%-" or "-$" or "-€" or "-£" or "–€" or "–$";
    }
}
