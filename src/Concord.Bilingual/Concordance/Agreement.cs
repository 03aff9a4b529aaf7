using Concord.Bilingual.Concordance.Reading;

namespace Concord.Bilingual.Concordance;

/// <summary>How well two values of two texts agree.</summary>
internal enum Agreement : byte
{
    None,

    /// <summary>One is the other, rounded.</summary>
    Rounded,

    /// <summary>The same by conversion: 18 months and 一年半, 30 % and 三成, half and 50 %.</summary>
    Converted,

    /// <summary>The same in another reading of one of them: 100m, 15年, 7 o'clock and 19时.</summary>
    Otherwise,

    /// <summary>The same value, said as another sort of thing: "the 14th" and 14.</summary>
    Value,

    /// <summary>The same value of the same sort.</summary>
    Same,

    /// <summary>The same in the same unit.</summary>
    SameUnit,
}

internal static class Agreements
{
    public static Agreement Of(in Mark one, in Mark other)
    {
        if (one.IsHuge || other.IsHuge) return one.IsHuge && other.IsHuge && one.Value == other.Value ? Agreement.Same : Agreement.None;
        if (one.Kind == MarkKind.Currency && other.Kind == MarkKind.Currency) return Units.AreCompatible(one.Unit, other.Unit) ? Agreement.Same : Agreement.None;
        if (one.Kind == other.Kind)
        {
            if (one.Kind == MarkKind.Time) return OfTimes(one, other);
            if (one.Kind == MarkKind.Decade && one.IsExact != other.IsExact) return one.Value % 100 == other.Value % 100 ? Agreement.Value : Agreement.None;
            if (one.Value == other.Value) return one.Unit == other.Unit && one.Unit != Unit.None ? Agreement.SameUnit : Agreement.Same;
        }
        else
        {
            var kinds = OfKinds(one, other);
            if (kinds == Agreement.None) kinds = OfKinds(other, one);
            if (kinds != Agreement.None) return kinds;
        }

        if (AreCounts(one.Kind, other.Kind))
        {
            if (one.Value == other.Value) return Agreement.Value;
            if ((one.HasOther && one.Other == other.Value) || (other.HasOther && other.Other == one.Value) || (one.HasOther && other.HasOther && one.Other == other.Other && one.Kind == other.Kind)) return Agreement.Otherwise;
            if (AreConverted(one, other)) return Agreement.Converted;
            if (IsRounded(one, other) || IsRounded(other, one)) return Agreement.Rounded;
        }
        else if (one.Kind == other.Kind && one.HasOther | other.HasOther)
        {
            if ((one.HasOther && one.Other == other.Value) || (other.HasOther && other.Other == one.Value)) return Agreement.Otherwise;
        }

        return Agreement.None;
    }

    /// <summary>Sorts of values that may stand for each other when they are equal.</summary>
    private static bool AreCounts(MarkKind one, MarkKind other) => IsCount(one) && IsCount(other) || (one == other && one is MarkKind.Percent or MarkKind.Points);

    private static bool IsCount(MarkKind kind) => kind is MarkKind.Number or MarkKind.Ordinal or MarkKind.Year or MarkKind.Day or MarkKind.Code or MarkKind.Multiple or MarkKind.Fraction or MarkKind.Quarter or MarkKind.HalfYear;

    private static Agreement OfTimes(in Mark one, in Mark other)
    {
        if (one.Value == other.Value) return Agreement.Same;
        if (one.IsExact && other.IsExact && one.Value % 720 != other.Value % 720) return Agreement.None;
        if (one.IsExact && other.IsExact) return (one.Value is 0 or 1440 && other.Value is 0 or 1440) ? Agreement.Same : Agreement.None;
        return one.Value % 720 == other.Value % 720 ? Agreement.Value : Agreement.None;
    }

    private static Agreement OfKinds(in Mark one, in Mark other) => (one.Kind, other.Kind) switch
    {
        (MarkKind.Time, MarkKind.Number or MarkKind.Ordinal) when one.Value % 60 == 0 && (one.Value / 60 == other.Value || (one.Value / 60) - 12 == other.Value || (one.Value == 0 && other.Value == 12)) => Agreement.Otherwise,
        (MarkKind.Time, MarkKind.Number) when other.Value < 25 && decimal.Floor(other.Value) * 60 + ((other.Value - decimal.Floor(other.Value)) * 100) is var minutes && (one.Value == minutes || one.Value - 720 == minutes) => Agreement.Otherwise,
        (MarkKind.Month, MarkKind.Number or MarkKind.Ordinal) when one.Value == other.Value && other.Unit == Unit.None => Agreement.Converted,
        (MarkKind.Decade, MarkKind.Number or MarkKind.Year) when one.Value == other.Value || one.Value % 100 == other.Value => Agreement.Otherwise,
        (MarkKind.Century, MarkKind.Decade) when Exact.Times(one.Value - 1, 100) == other.Value => Agreement.Converted,
        (MarkKind.Century, MarkKind.Ordinal or MarkKind.Number) when one.Value == other.Value => Agreement.Value,
        (MarkKind.Percent, MarkKind.Fraction or MarkKind.Multiple) when one.Value == Exact.Times(other.Value, 100) => Agreement.Converted,
        (MarkKind.Percent, MarkKind.Number) when other.Value is > 0 and < 1 && one.Value == other.Value * 100 => Agreement.Converted,
        (MarkKind.Percent, MarkKind.Number) when other.HasOther && one.Value == Exact.Times(other.Other, 100) => Agreement.Converted,
        (MarkKind.Percent, MarkKind.Points) when one.Value == other.Value => Agreement.Otherwise,
        (MarkKind.Points, MarkKind.Number) when one.Value == other.Value => Agreement.Value,
        (MarkKind.Weekday, MarkKind.RelativeDay) => Agreement.None,
        _ => Agreement.None,
    };

    private static bool AreConverted(in Mark one, in Mark other)
    {
        if (one.Unit == Unit.None || other.Unit == Unit.None || one.Unit == other.Unit || Units.DimensionOf(one.Unit) != Units.DimensionOf(other.Unit)) return false;
        if (Units.SizeOf(one.Unit) is not { } size || Units.SizeOf(other.Unit) is not { } otherSize) return false;
        if (Math.Abs(one.Value) > 1e12m || Math.Abs(other.Value) > 1e12m) return false;
        var (left, right) = (one.Value * size, other.Value * otherSize);
        if (left == right || (Units.DimensionOf(one.Unit) > 2 && Math.Abs(left - right) <= 0.015m * Math.Max(Math.Abs(left), Math.Abs(right)))) return true; // measures are converted with a rounding

        // Days and months have no common measure; a month of 30 days is meant where somebody says so.
        var (months, days) = (one.Unit is Unit.MonthLong or Unit.YearLong ? one : other, one.Unit is Unit.MonthLong or Unit.YearLong ? other : one);
        return (months.Unit, days.Unit) is (Unit.MonthLong, Unit.DayLong) && days.Value == months.Value * 30;
    }

    /// <summary>Whether <paramref name="rough"/> is <paramref name="exact"/> rounded to fewer digits.</summary>
    private static bool IsRounded(in Mark rough, in Mark exact)
    {
        if (rough.Kind is MarkKind.Year or MarkKind.Day || exact.Kind is MarkKind.Day || exact.Value < 10_000 || exact.Kind == MarkKind.Year || rough.Value <= 0 || exact.Value > 1e24m || rough.Value > 1e24m) return false;
        // Whoever rounds says so or leaves out more than one digit, and does not write the zeros one by one.
        if (rough.IsWrittenOut && exact.IsWrittenOut) return false;
        var step = 1m;
        while (step * 10 <= rough.Value && rough.Value % (step * 10) == 0) step *= 10;
        return step >= 10 && rough.Value / step is >= 10 and < 10_000 && Math.Abs(rough.Value - exact.Value) <= step / 2 && (rough.Approximation != Approximation.None || exact.Value % (step / 10) != 0);
    }
}
