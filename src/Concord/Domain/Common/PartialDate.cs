using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;

namespace Concord.Domain.Common;

/// <summary>A date as precise as it is known: a year, a month or a day of the Gregorian calendar.</summary>
/// <param name="Year">1 to 9999.</param>
/// <param name="Month">1 to 12; null when only the year is known.</param>
/// <param name="Day">Day of the month; null when only the month is known. Never without a month.</param>
[JsonConverter(typeof(PartialDateJson))]
[System.ComponentModel.TypeConverter(typeof(PartialDateFromForm))]
internal sealed record PartialDate(int Year, int? Month = null, int? Day = null) : IComparable<PartialDate>
{
    /// <summary>The first day it can mean.</summary>
    public LocalDate Earliest => new(Year, Month ?? 1, Day ?? 1);

    /// <summary>The last day it can mean.</summary>
    public LocalDate Latest => Day is not null ? Earliest : Month is not null ? Earliest.With(DateAdjusters.EndOfMonth) : new(Year, 12, 31);

    /// <summary>Reads 2015, 2015-04 or 2015-09-11 (ISO 8601, reduced precision); anything else gives false.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out PartialDate? date)
    {
        date = null;
        if (text is null || text.Length is not (4 or 7 or 10)) return false;
        if (text.Length >= 7 && text[4] != '-') return false;
        if (text.Length == 10 && text[7] != '-') return false;
        if (!Number(text, 0, 4, out var year) || year == 0) return false;

        int? month = null, day = null;
        if (text.Length >= 7)
        {
            if (!Number(text, 5, 2, out var value) || value is < 1 or > 12) return false;
            month = value;
        }

        if (text.Length == 10)
        {
            if (!Number(text, 8, 2, out var value) || value < 1 || value > DateTime.DaysInMonth(year, month!.Value)) return false;
            day = value;
        }

        date = new(year, month, day);
        return true;
    }

    /// <exception cref="FormatException">The text is not a date of one of the three forms.</exception>
    public static PartialDate Parse(string text) =>
        TryParse(text, out var date) ? date : throw new FormatException($"'{text}' is not a date such as 2015, 2015-04 or 2015-09-11.");

    public static PartialDate On(LocalDate day) => new(day.Year, day.Month, day.Day);

    /// <summary>By the first day it can mean, the vaguer first.</summary>
    public int CompareTo(PartialDate? other)
    {
        if (other is null) return 1;
        var byStart = Earliest.CompareTo(other.Earliest);
        return byStart != 0 ? byStart : other.Latest.CompareTo(Latest);
    }

    /// <summary>The ISO 8601 form: 2015, 2015-04 or 2015-09-11.</summary>
    public override string ToString() =>
        Year.ToString("0000", CultureInfo.InvariantCulture)
        + (Month is { } month ? "-" + month.ToString("00", CultureInfo.InvariantCulture) : "")
        + (Day is { } day ? "-" + day.ToString("00", CultureInfo.InvariantCulture) : "");

    private static bool Number(string text, int start, int length, out int value) =>
        int.TryParse(text.AsSpan(start, length), NumberStyles.None, CultureInfo.InvariantCulture, out value);
}

internal sealed class PartialDateJson : JsonConverter<PartialDate>
{
    public override PartialDate? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } text ? PartialDate.Parse(text) : null;

    public override void Write(Utf8JsonWriter writer, PartialDate value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>Lets a form bind a partial date, so that "31 June" is an error at the field.</summary>
internal sealed class PartialDateFromForm : System.ComponentModel.TypeConverter
{
    public override bool CanConvertFrom(System.ComponentModel.ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string);

    public override object? ConvertFrom(System.ComponentModel.ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        string.IsNullOrWhiteSpace(value as string) ? null : PartialDate.Parse(((string)value).Trim());
}
